package io.pepper.bus;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.metrics.QueueSnapshot;
import java.util.List;

/**
 * One queue in a {@link BusSnapshot}.
 *
 * @param accepted the pushes that this node accepted
 */
public record QueueOverview(
    QueueDefinition definition, QueueSnapshot accepted, List<TopicOverview> topics) {}
