package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.TopicId;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a consumer said, by whatever protocol, and what the bus makes of it ({@code
 * spec/pepperbus.md} 4.3, 4.5): header {@code Code} alone decides.
 *
 * @param code header {@code Code}; empty if missing
 * @param status what the protocol says beside it, for example {@code Status: 404 Not Found}; only
 *     used in error texts
 */
record Reply(
    String code,
    String errorCode,
    String topics,
    byte[] body,
    String stderr,
    String status,
    Duration duration) {
  private static final String OK = "200";
  private static final String UNKNOWN_TOPIC = "404";
  private static final int EXCERPT = 400;

  /** Reads it as the answer to jobs. */
  Answer toJobs() {
    return switch (code) {
      case OK -> answer(Verdict.SUCCEEDED, "");
      case UNKNOWN_TOPIC ->
          answer(Verdict.RETURNED, "the consumer does not know the topic (Code 404)" + details());
      case "" -> answer(Verdict.FAILED, "the answer has no header Code" + noted() + details());
      default -> answer(Verdict.FAILED, "the consumer answered " + codes() + details());
    };
  }

  /** Reads it as the answer to a ping: Code 200, and the topic is in the list. */
  Answer toPing(TopicId topic) {
    if (!OK.equals(code)) {
      String problem = code.isEmpty() ? "no header Code in the answer" + noted() : codes();
      return answer(Verdict.RETURNED, "ping failed: " + problem + details());
    }
    String listed = new String(body, UTF_8);
    if (Stream.of(listed, topics).anyMatch(list -> names(list, topic.toString()))) {
      return answer(Verdict.SUCCEEDED, "");
    }
    return answer(
        Verdict.RETURNED,
        "topic no register: " + topic + "; the consumer lists: " + excerpt(listed));
  }

  private static boolean names(String list, String topic) {
    return Arrays.stream(list.split(",")).anyMatch(each -> each.strip().equals(topic));
  }

  private Answer answer(Verdict verdict, String error) {
    return new Answer(verdict, code, errorCode, topics, body, stderr, error, duration);
  }

  private String codes() {
    return "Code " + code + (errorCode.isEmpty() ? "" : ", Error-Code " + errorCode);
  }

  private String noted() {
    return status.isEmpty() ? "" : " (" + status + ")";
  }

  private String details() {
    String text = excerpt(new String(body, 0, Math.min(body.length, 4 * EXCERPT), UTF_8));
    return (text.isEmpty() ? "" : "; body: " + text)
        + (stderr.isEmpty() ? "" : "; stderr: " + excerpt(stderr));
  }

  static String excerpt(String text) {
    String stripped = text.strip();
    return stripped.length() <= EXCERPT ? stripped : stripped.substring(0, EXCERPT) + "…";
  }
}
