/**
 * The log of jobs: lists of jobs by topic and state over segments, changes to them as records, and
 * the start from what is on the disk (docs/storage.md). Entrance: {@link
 * io.pepper.store.embedded.log.JobLog}.
 */
package io.pepper.store.embedded.log;
