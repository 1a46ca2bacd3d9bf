/**
 * The configuration centre's boundary: domains of files with typed keys, published in versions and
 * pushed to the nodes that subscribe to them.
 */
package io.pepper.config;
