/**
 * The pages about configuration: the tree of domains and files, one domain, one file with its draft
 * and its gray release, history and comparison. Beans read and change configuration through {@code
 * io.pepper.web.read} and {@code io.pepper.web.change} only.
 */
package io.pepper.web.faces.config;
