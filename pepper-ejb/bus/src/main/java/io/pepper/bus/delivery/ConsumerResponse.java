package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A consumer's response, or the reason why there is none.
 *
 * @param result the result of all jobs; if {@code results} differ, of those that did not succeed
 * @param code header {@code Code}, or the exit status of a process; empty if there was none
 * @param errorCode header {@code Error-Code}, the application's own code; empty if none
 * @param topics header {@code Consume-Topics}; empty if none
 * @param headers gives all headers, names in lower case, values of a repeated one joined by commas;
 *     read when asked for, since those of most responses never are
 * @param body the beginning of the body, at most 64 KiB
 * @param stderr the consumer's standard error, apart from the body; bounded
 * @param error why it is not a success, for people; empty for a success
 * @param duration the time of the exchange; over FastCGI from the moment a child had the request
 * @param results one for each job of the delivery, in its order; empty if all have the same result
 */
public record ConsumerResponse(
    DeliveryResult result,
    String code,
    String errorCode,
    String topics,
    Supplier<Map<String, String>> headers,
    byte[] body,
    String stderr,
    String error,
    Duration duration,
    List<JobResult> results) {
  static final int MAX_BODY_BYTES = 64 * 1024;
  static final byte[] NO_BODY = {};
  static final Supplier<Map<String, String>> NO_HEADERS = Map::of;

  /** Returns a response without an answer of the consumer. */
  static ConsumerResponse none(
      DeliveryResult result, String error, String stderr, Duration duration) {
    return new ConsumerResponse(
        result, "", "", "", NO_HEADERS, NO_BODY, stderr, error, duration, List.of());
  }

  /** Returns the response of an attempt that ended without an answer of the consumer. */
  public static ConsumerResponse failed(String error, long nanos) {
    return none(DeliveryResult.FAILED, error, "", Duration.ofNanos(nanos));
  }

  public boolean succeeded() {
    return result == DeliveryResult.SUCCEEDED;
  }

  /** Returns the body as text, for people. */
  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * Returns the result of one job.
   *
   * @param index the position of the job in the delivery
   */
  public JobResult resultOf(int index) {
    return results.isEmpty() ? new JobResult(result, error) : results.get(index);
  }

  /** Returns the same response with another result of all jobs. */
  ConsumerResponse withResult(DeliveryResult result, String error) {
    return new ConsumerResponse(
        result, code, errorCode, topics, headers, body, stderr, error, duration, List.of());
  }

  /** Returns the same response with a result for each job. */
  ConsumerResponse withResults(DeliveryResult result, String error, List<JobResult> results) {
    return new ConsumerResponse(
        result, code, errorCode, topics, headers, body, stderr, error, duration, results);
  }

  /** Returns the same response with the time of the whole delivery. */
  ConsumerResponse withDuration(Duration whole) {
    return new ConsumerResponse(
        result, code, errorCode, topics, headers, body, stderr, error, whole, results);
  }
}
