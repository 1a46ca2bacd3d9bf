/**
 * The types of values and the texts that they accept, exactly those of gokeeper (docs/protocol.md,
 * Types of values).
 */
package io.pepper.config.value;
