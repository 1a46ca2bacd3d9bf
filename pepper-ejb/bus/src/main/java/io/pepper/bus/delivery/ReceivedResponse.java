package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.outbound.AnswerCode;
import io.pepper.outbound.PhpMessages;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a consumer said, by whatever protocol, and what the bus makes of it: header {@code Code}
 * decides, unless the server contradicts it.
 *
 * @param code header {@code Code} as {@link AnswerCode} reads it; empty if missing
 * @param failedJobs header {@code Failed-Jobs}; empty if missing
 * @param bodyCut whether the body was longer than what is kept of it
 * @param status what the protocol says beside it, for example {@code Status: 404 Not Found}; only
 *     used in error texts
 * @param finding what the server says beside it
 */
record ReceivedResponse(
    String code,
    String errorCode,
    String topics,
    String failedJobs,
    byte[] body,
    boolean bodyCut,
    String stderr,
    String status,
    ServerFinding finding,
    Duration duration) {
  private static final String UNKNOWN_TOPIC = "404";
  private static final int EXCERPT = 400;
  private static final int STDERR_SHOWN = 6 * 1024;

  /** Reads it as the answer to jobs. */
  ConsumerResponse toJobs(List<Job> jobs) {
    return switch (finding.kind()) {
      case REFUSED_FORM -> answer(DeliveryResult.FAILED, finding.text() + details());
      case MISSING -> answer(DeliveryResult.MISSING, finding.text());
      case FAULT, NOTHING -> byCode(jobs);
    };
  }

  private ConsumerResponse byCode(List<Job> jobs) {
    return switch (code) {
      case AnswerCode.OK -> ok(jobs);
      case UNKNOWN_TOPIC ->
          answer(
              DeliveryResult.REFUSED,
              "the consumer does not know the topic, or does not take this job (Code 404)"
                  + details());
      case "" ->
          answer(DeliveryResult.FAILED, "the answer has no header Code" + noted() + details());
      default -> answer(DeliveryResult.FAILED, "the consumer answered " + codes() + details());
    };
  }

  private ConsumerResponse ok(List<Job> jobs) {
    if (finding.kind() == ServerFinding.Kind.FAULT) {
      return answer(
          DeliveryResult.FAILED,
          "the consumer sent Code 200 and did not end well: " + finding.text() + details());
    }
    ConsumerResponse done = answer(DeliveryResult.SUCCEEDED, "");
    if (failedJobs.isEmpty()) {
      return done;
    }
    try {
      FailedJobs failed = FailedJobs.read(failedJobs, body, bodyCut);
      return failed.applyTo(done, jobs);
    } catch (IllegalArgumentException e) {
      return answer(
          DeliveryResult.FAILED,
          "header Failed-Jobs cannot be read, so none of the delivery counts as done: "
              + e.getMessage());
    }
  }

  /** Reads it as the answer to a ping: Code 200, and the topic is in the list. */
  ConsumerResponse toPing(TopicId topic) {
    if (!AnswerCode.OK.equals(code)) {
      String problem =
          finding.kind() == ServerFinding.Kind.MISSING
              ? finding.text()
              : code.isEmpty() ? "no header Code in the answer" + noted() : codes();
      return answer(DeliveryResult.RETURNED, "ping failed: " + problem + details());
    }
    if (finding.kind() != ServerFinding.Kind.NOTHING) {
      return answer(DeliveryResult.RETURNED, "ping failed: " + finding.text() + details());
    }
    String listed = new String(body, UTF_8);
    if (Stream.of(listed, topics).anyMatch(list -> names(list, topic.toString()))) {
      return answer(DeliveryResult.SUCCEEDED, "");
    }
    return answer(
        DeliveryResult.RETURNED,
        "topic no register: " + topic + "; the consumer lists: " + excerpt(listed));
  }

  private static boolean names(String list, String topic) {
    return Arrays.stream(list.split(",")).anyMatch(each -> each.strip().equals(topic));
  }

  private ConsumerResponse answer(DeliveryResult verdict, String error) {
    return new ConsumerResponse(
        verdict, code, errorCode, topics, body, stderr, error, duration, List.of());
  }

  private String codes() {
    return "Code " + code + (errorCode.isEmpty() ? "" : ", Error-Code " + errorCode);
  }

  private String noted() {
    return status.isEmpty() ? "" : " (" + status + ")";
  }

  /**
   * Standard error whole as far as a job keeps it, since the line that explains it may be any;
   * before the body if it says what ended the script.
   */
  private String details() {
    String text = excerpt(new String(body, 0, Math.min(body.length, 4 * EXCERPT), UTF_8));
    String said = text.isEmpty() ? "" : "; body: " + text;
    return PhpMessages.of(stderr).fatal().isPresent()
        ? stderr(stderr) + said
        : said + stderr(stderr);
  }

  /**
   * Standard error as a part of an error text, what ended a script first; empty if there is none.
   */
  static String stderr(String stderr) {
    return stderr.isBlank() ? "" : "; stderr: " + PhpMessages.of(stderr).worstFirst(STDERR_SHOWN);
  }

  static String excerpt(String text) {
    String stripped = text.strip();
    return stripped.length() <= EXCERPT ? stripped : stripped.substring(0, EXCERPT) + "…";
  }
}
