/** The stored forms of contents, changes and settings. */
package io.pepper.config.document;
