/**
 * The keys and places of the jobs in one segment: in memory while it is written, in a file of their
 * own afterwards. Entrance: {@link io.pepper.store.embedded.index.RunIndex}.
 */
package io.pepper.store.embedded.index;
