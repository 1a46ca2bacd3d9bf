package io.pepper.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The numbers and the age of the jobs that one topic holds, over all nodes.
 *
 * @param oldestReady when the ready job that has waited longest was accepted; empty if none is
 *     ready
 */
public record TopicContents(JobCounts counts, Optional<Instant> oldestReady) {}
