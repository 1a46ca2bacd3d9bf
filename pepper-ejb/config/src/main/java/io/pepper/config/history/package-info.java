/** The versions of domains with their contents, in the database. */
package io.pepper.config.history;
