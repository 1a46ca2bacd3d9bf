/** The reading of documents that people write, with errors that name the field at fault. */
package io.pepper.definition;
