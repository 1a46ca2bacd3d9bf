package io.pepper.bus.dispatch;

import io.pepper.bus.definition.FormSize;
import java.time.Duration;

/**
 * The intervals and limits of dispatching; the same for all topics of a node.
 *
 * @param pollInterval between two polls of the store by an idle topic, in case a signal was lost
 * @param recoveryInterval between two recoveries of the jobs of dead nodes
 * @param pingTimeout for the response to a ping
 * @param initialPingPause before the next ping of an unavailable consumer; doubles with each
 *     failure
 * @param maxPingPause the largest pause between two pings
 * @param maxUnrecorded outcomes of one topic that may wait for the store before its workers wait
 * @param maxPings concurrent pings of one consumer, over all its topics
 * @param maxFormBytes the largest form sent to consumers of topics that name no limit
 */
public record DispatchSettings(
    Duration pollInterval,
    Duration recoveryInterval,
    Duration pingTimeout,
    Duration initialPingPause,
    Duration maxPingPause,
    int maxUnrecorded,
    int maxPings,
    int maxFormBytes) {
  public static final DispatchSettings DEFAULT =
      new DispatchSettings(
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          1024,
          8,
          FormSize.DEFAULT_MAX_BYTES);

  public DispatchSettings withMaxFormBytes(int bytes) {
    return new DispatchSettings(
        pollInterval,
        recoveryInterval,
        pingTimeout,
        initialPingPause,
        maxPingPause,
        maxUnrecorded,
        maxPings,
        bytes);
  }
}
