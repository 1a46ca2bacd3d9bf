/**
 * The job store in one file of H2's MVStore under {@code <data>/jobs}. Entrance: {@link
 * io.pepper.store.embedded.EmbeddedJobStore#open}.
 *
 * <p>Threads: one platform thread, {@code pepper-jobs}, is the only one that uses the file and the
 * topics' state; all others hand it changes and wait. It also keeps callers' interrupts away from
 * the file, which they would close.
 */
package io.pepper.store.embedded;
