/**
 * Jobs in one file of H2's MVStore under {@code <data>/jobs}. Entrance: {@link
 * io.pepper.store.embedded.EmbeddedJobStore#open}.
 *
 * <p>Threads: one platform thread, {@code pepper-jobs}, is the only one that touches the file and
 * the topics' state; everybody else hands it changes and waits. It also keeps callers' interrupts
 * away from the file, which they would close.
 */
package io.pepper.store.embedded;
