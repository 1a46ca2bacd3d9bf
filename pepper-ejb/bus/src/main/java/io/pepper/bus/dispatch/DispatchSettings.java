package io.pepper.bus.dispatch;

import io.pepper.bus.definition.FormSize;
import java.time.Duration;

/**
 * How dispatching paces itself; the same for all topics of a node.
 *
 * @param poll how often an idle topic looks into the store although nobody called: the safety net
 * @param recovery how often jobs of nodes that no longer live are looked for
 * @param pingLimit longest wait for the answer to a ping
 * @param firstPause between a closed gate and the next ping; doubles with every bad one
 * @param longestPause where the doubling ends
 * @param unrecorded outcomes per topic that may wait for the store before its workers wait too
 * @param pings at once to one consumer, over all its topics
 * @param maxFormBytes the largest form sent to consumers of topics that name no limit
 */
public record DispatchSettings(
    Duration poll,
    Duration recovery,
    Duration pingLimit,
    Duration firstPause,
    Duration longestPause,
    int unrecorded,
    int pings,
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
          FormSize.DEFAULT_MAX);

  public DispatchSettings withMaxFormBytes(int bytes) {
    return new DispatchSettings(
        poll, recovery, pingLimit, firstPause, longestPause, unrecorded, pings, bytes);
  }
}
