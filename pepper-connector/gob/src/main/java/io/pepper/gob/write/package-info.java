/**
 * The encoder of gob values: types are described once, and values encoded by them. See
 * docs/protocol.md, gorpc (gob).
 */
package io.pepper.gob.write;
