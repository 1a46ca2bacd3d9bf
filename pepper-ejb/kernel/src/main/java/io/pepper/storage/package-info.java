/**
 * The measures by which files of MVStore survive any end of the process, for the embedded parts.
 * Entrance: {@link io.pepper.storage.LastVersion}.
 */
package io.pepper.storage;
