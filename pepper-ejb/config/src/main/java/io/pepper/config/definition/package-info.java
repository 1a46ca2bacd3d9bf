/**
 * The parts of a configuration: domains, files, sections and typed keys, all immutable and checked
 * where they are made.
 */
package io.pepper.config.definition;
