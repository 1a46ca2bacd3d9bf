/**
 * The job store in a log of this node, under {@code <data>/jobs} (docs/storage.md). Entrance:
 * {@link io.pepper.store.embedded.EmbeddedJobStore#open}.
 *
 * <p>Threads: one platform thread, {@code pepper-jobs}, is the only one that uses the log and the
 * topics' state; all others hand it changes and wait, or read the numbers that it published. It
 * also keeps callers' interrupts away from the files, which they would close. Another, {@code
 * pepper-jobs-files}, prepares segments, writes indexes and checkpoints, and copies.
 */
package io.pepper.store.embedded;
