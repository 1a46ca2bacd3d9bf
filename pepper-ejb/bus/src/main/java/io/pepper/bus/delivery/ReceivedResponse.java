package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.Excerpt;
import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.outbound.PhpMessages;
import io.pepper.outbound.ResponseCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A response as it was received, by any protocol, and its meaning: header {@code Code} decides,
 * unless the server contradicts it (docs/protocol.md, What an answer means).
 *
 * @param code header {@code Code} as {@link ResponseCode} reads it; empty if missing
 * @param failedJobs header {@code Failed-Jobs}; empty if missing
 * @param headers gives all headers, as {@link ConsumerResponse} has them
 * @param bodyCut true if the body was longer than the part that is kept
 * @param status the status of the protocol, for example {@code Status: 404 Not Found}; for error
 *     texts only
 * @param finding the server's own statement about the response
 */
record ReceivedResponse(
    String code,
    String errorCode,
    String topics,
    String failedJobs,
    Supplier<Map<String, String>> headers,
    byte[] body,
    boolean bodyCut,
    String stderr,
    String status,
    ServerFinding finding,
    Duration duration) {
  private static final String UNKNOWN_TOPIC = "404";
  private static final int MAX_EXCERPT = 400;

  /** Half of what a job keeps of an error, so that body and standard error both have room. */
  private static final int MAX_PART = Job.MAX_ERROR_LENGTH / 2 - 1024;

  /** PHP's error that ended a script, as {@code display_errors} prints it, with HTML or without. */
  private static final Pattern PRINTED_FATAL =
      Pattern.compile("(?:PHP )?(?:<b>)?(?:Fatal|Parse) error(?:</b>)?: [^\\n]{1,1000}");

  /** Reads it as the response to jobs. */
  ConsumerResponse toJobs(List<Job> jobs) {
    return switch (finding.kind()) {
      case REFUSED_FORM -> response(DeliveryResult.FAILED, finding.text() + details());
      case MISSING -> response(DeliveryResult.MISSING, finding.text());
      case FAULT, NOTHING -> byCode(jobs);
    };
  }

  private ConsumerResponse byCode(List<Job> jobs) {
    return switch (code) {
      case ResponseCode.OK -> ok(jobs);
      case UNKNOWN_TOPIC ->
          response(
              DeliveryResult.REFUSED,
              "the consumer does not know the topic, or does not take this job (Code 404)"
                  + details());
      case "" ->
          response(
              DeliveryResult.FAILED, "the answer has no header Code" + statusNote() + details());
      default -> response(DeliveryResult.FAILED, "the consumer answered " + codes() + details());
    };
  }

  private ConsumerResponse ok(List<Job> jobs) {
    if (finding.kind() == ServerFinding.Kind.FAULT) {
      return response(
          DeliveryResult.FAILED,
          "the consumer sent Code 200 and did not end well: " + finding.text() + details());
    }
    ConsumerResponse done = response(DeliveryResult.SUCCEEDED, "");
    if (failedJobs.isEmpty()) {
      return done;
    }
    try {
      FailedJobs failed = FailedJobs.read(failedJobs, body, bodyCut);
      return failed.applyTo(done, jobs);
    } catch (IllegalArgumentException e) {
      return response(
          DeliveryResult.FAILED,
          "header Failed-Jobs cannot be read, so none of the delivery counts as done: "
              + e.getMessage());
    }
  }

  /** Reads it as the response to a ping: Code 200, and the topic is in the list. */
  ConsumerResponse toPing(TopicId topic) {
    if (!ResponseCode.OK.equals(code)) {
      String problem =
          finding.kind() == ServerFinding.Kind.MISSING
              ? finding.text()
              : code.isEmpty() ? "no header Code in the answer" + statusNote() : codes();
      return response(DeliveryResult.RETURNED, "ping failed: " + problem + details());
    }
    if (finding.kind() != ServerFinding.Kind.NOTHING) {
      return response(DeliveryResult.RETURNED, "ping failed: " + finding.text() + details());
    }
    String listed = new String(body, UTF_8);
    if (Stream.of(listed, topics).anyMatch(list -> names(list, topic.toString()))) {
      return response(DeliveryResult.SUCCEEDED, "");
    }
    return response(
        DeliveryResult.RETURNED,
        "topic no register: " + topic + "; the consumer lists: " + excerpt(listed));
  }

  private static boolean names(String list, String topic) {
    return Arrays.stream(list.split(",")).anyMatch(each -> each.strip().equals(topic));
  }

  private ConsumerResponse response(DeliveryResult result, String error) {
    return new ConsumerResponse(
        result, code, errorCode, topics, headers, body, stderr, error, duration, List.of());
  }

  private String codes() {
    return "Code " + code + (errorCode.isEmpty() ? "" : ", Error-Code " + errorCode);
  }

  private String statusNote() {
    return status.isEmpty() ? "" : " (" + status + ")";
  }

  /**
   * Returns body and standard error for an error text, as long as a job keeps them, since any line
   * may explain the failure. What ended the script comes first.
   */
  private String details() {
    String text = new String(body, UTF_8).strip();
    String cut = bodyCut ? "\n… the rest of the body was not kept" : "";
    String said = text.isEmpty() ? "" : "; body: " + Excerpt.ofBothEnds(text, MAX_PART) + cut;
    if (PhpMessages.of(stderr).fatal().isPresent()) {
      return stderr(stderr) + said;
    }
    return printedFatal(text) + said + stderr(stderr);
  }

  /** Returns the line of the body with which PHP ended the script; empty if there is none. */
  private static String printedFatal(String text) {
    return PRINTED_FATAL
        .matcher(text)
        .results()
        .reduce((first, last) -> last)
        .map(line -> "; PHP said: " + line.group().replaceAll("</?b>|<br ?/>", "").strip())
        .orElse("");
  }

  /** Returns standard error for an error text, the cause of a script's end first; empty if none. */
  static String stderr(String stderr) {
    return stderr.isBlank()
        ? ""
        : "; stderr: "
            + Excerpt.ofBothEnds(PhpMessages.of(stderr).worstFirst(Integer.MAX_VALUE), MAX_PART);
  }

  static String excerpt(String text) {
    String stripped = text.strip();
    return stripped.length() <= MAX_EXCERPT ? stripped : stripped.substring(0, MAX_EXCERPT) + "…";
  }
}
