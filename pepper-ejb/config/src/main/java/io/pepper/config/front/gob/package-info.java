/**
 * The exchange with nodes over gorpc, as gokeeper's clients do it by default (docs/protocol.md,
 * gorpc (gob)).
 */
package io.pepper.config.front.gob;
