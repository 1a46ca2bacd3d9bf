/** What all documents that people write have in common: reading them, and saying what is wrong. */
package io.pepper.definition;
