package io.pepper.bus;

import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.metrics.TopicSnapshot;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import java.time.Duration;
import java.util.Optional;

/**
 * One topic in a {@link BusSnapshot}.
 *
 * @param counts the number of jobs over all nodes; empty when the store does not answer
 * @param oldestReady how long the oldest ready job has waited, zero when none does; empty when the
 *     store does not answer
 * @param figures the figures of this node
 * @param status the delivery on this node; empty when the topic has the tag of other nodes
 */
public record TopicOverview(
    TopicId id,
    TopicDefinition definition,
    Optional<JobCounts> counts,
    Optional<Duration> oldestReady,
    TopicSnapshot figures,
    Optional<TopicStatus> status) {}
