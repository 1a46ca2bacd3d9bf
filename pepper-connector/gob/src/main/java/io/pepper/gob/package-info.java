/**
 * Values of Go's gob encoding: what {@link io.pepper.gob.read.GobReader} reads and {@link
 * io.pepper.gob.write.GobSchema} encodes. See docs/protocol.md, gorpc (gob).
 */
package io.pepper.gob;
