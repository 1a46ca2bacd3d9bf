/**
 * What the embedded parts need to know of MVStore so that their files survive any end of the
 * process. Entrance: {@link io.pepper.storage.LastVersion}.
 */
package io.pepper.storage;
