package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;

/**
 * A consumer's answer, or why there is none.
 *
 * @param code header {@code Code}, or the exit status of a process; empty if there was none
 * @param errorCode header {@code Error-Code}, the application's own code; empty if none
 * @param topics header {@code Consume-Topics}; empty if none
 * @param body its beginning, at most 64 KiB
 * @param stderr what the consumer wrote to standard error, apart from the body; bounded
 * @param error why it is not a success, in one sentence for people; empty for a success
 * @param duration of the whole exchange, connecting and waiting included
 */
public record Answer(
    Verdict verdict,
    String code,
    String errorCode,
    String topics,
    byte[] body,
    String stderr,
    String error,
    Duration duration) {
  static final int BODY_LIMIT = 64 * 1024;
  static final byte[] NO_BODY = {};

  /** Nothing came back. */
  static Answer none(Verdict verdict, String error, String stderr, Duration duration) {
    return new Answer(verdict, "", "", "", NO_BODY, stderr, error, duration);
  }

  /** An attempt that ended without an answer. */
  public static Answer failed(String error, long nanos) {
    return none(Verdict.FAILED, error, "", Duration.ofNanos(nanos));
  }

  public boolean succeeded() {
    return verdict == Verdict.SUCCEEDED;
  }

  /** The body as text, for people. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** The same answer with another meaning; used where a ping or a rule reads it differently. */
  Answer as(Verdict verdict, String error) {
    return new Answer(verdict, code, errorCode, topics, body, stderr, error, duration);
  }
}
