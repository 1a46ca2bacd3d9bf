/**
 * The decoder of gob streams: any values that describe themselves, without knowing their types
 * beforehand. See docs/protocol.md, gorpc (gob).
 */
package io.pepper.gob.read;
