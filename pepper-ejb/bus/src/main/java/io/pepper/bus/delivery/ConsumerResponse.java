package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;

/**
 * A consumer's answer, or why there is none.
 *
 * @param verdict on all jobs; if {@code results} differ, of those that did not succeed
 * @param code header {@code Code}, or the exit status of a process; empty if there was none
 * @param errorCode header {@code Error-Code}, the application's own code; empty if none
 * @param topics header {@code Consume-Topics}; empty if none
 * @param body its beginning, at most 64 KiB
 * @param stderr what the consumer wrote to standard error, apart from the body; bounded
 * @param error why it is not a success, in words for people; empty for a success
 * @param duration of the exchange; over FastCGI from the moment a child had the request
 * @param results one for each job of the delivery, in its order; empty if the verdict is that of
 *     all
 */
public record ConsumerResponse(
    DeliveryResult result,
    String code,
    String errorCode,
    String topics,
    byte[] body,
    String stderr,
    String error,
    Duration duration,
    List<JobResult> results) {
  static final int BODY_LIMIT = 64 * 1024;
  static final byte[] NO_BODY = {};

  /** Nothing came back. */
  static ConsumerResponse none(
      DeliveryResult verdict, String error, String stderr, Duration duration) {
    return new ConsumerResponse(verdict, "", "", "", NO_BODY, stderr, error, duration, List.of());
  }

  /** An attempt that ended without an answer. */
  public static ConsumerResponse failed(String error, long nanos) {
    return none(DeliveryResult.FAILED, error, "", Duration.ofNanos(nanos));
  }

  public boolean succeeded() {
    return result == DeliveryResult.SUCCEEDED;
  }

  /** The body as text, for people. */
  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * @param index of the job in the delivery
   */
  public JobResult resultOf(int index) {
    return results.isEmpty() ? new JobResult(result, error) : results.get(index);
  }

  /** The same answer with another meaning; used where a ping or a rule reads it differently. */
  ConsumerResponse withResult(DeliveryResult verdict, String error) {
    return new ConsumerResponse(
        verdict, code, errorCode, topics, body, stderr, error, duration, List.of());
  }

  /** The same answer, with a result for each job. */
  ConsumerResponse withResults(DeliveryResult verdict, String error, List<JobResult> results) {
    return new ConsumerResponse(
        verdict, code, errorCode, topics, body, stderr, error, duration, results);
  }

  /** The same answer after the whole time of its delivery. */
  ConsumerResponse withDuration(Duration whole) {
    return new ConsumerResponse(
        result, code, errorCode, topics, body, stderr, error, whole, results);
  }
}
