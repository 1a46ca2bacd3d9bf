package io.pepper.bus.metrics;

import java.util.Optional;

/**
 * A topic's figures on this node, read at one moment.
 *
 * @param succeeded jobs whose attempt succeeded, since this node started
 * @param failed jobs whose attempt failed, since this node started
 * @param returned jobs given back without an attempt, because the consumer was away
 * @param running jobs being delivered now
 * @param perSecond finished attempts per second over the last 10 s
 * @param perSecondMinute the same over the last 60 s
 * @param attempts the duration of attempts
 * @param waits the time from acceptance to the start of the first attempt, to the millisecond
 * @param recentSucceeded jobs whose attempt succeeded in the last 5 to 6 minutes; if there was no
 *     attempt, 1 if the latest succeeded
 * @param recentFailed jobs whose attempt failed then; if there was none, 1 if the latest failed
 */
public record TopicSnapshot(
    long succeeded,
    long failed,
    long returned,
    int running,
    double perSecond,
    double perSecondMinute,
    Latency attempts,
    Latency waits,
    Optional<LastError> lastError,
    long recentSucceeded,
    long recentFailed) {}
