package io.pepper.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.connector.fastcgi.FastCgiResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer of a script behind a FastCGI server, and what server and PHP say beside the script's
 * own {@code Code}. The script has not done its work, whatever its {@code Code} says, when
 *
 * <ul>
 *   <li>PHP refused the form, or a part of it;
 *   <li>{@code Status} is 400 or above: PHP says 500 when the script dies while its headers are
 *       still to be sent;
 *   <li>standard error holds PHP's fatal error in the cases in which PHP cannot say 500: the answer
 *       had begun before it, it is shown in the body ({@code display_errors}), or the script has
 *       chosen a status of its own;
 *   <li>the exit status is not 0 (php-fpm always says 0).
 * </ul>
 */
public final class ScriptResponse {
  private static final int FIRST_ERROR = 400;
  private static final int OK = 200;
  private static final Pattern NUMBER = Pattern.compile("(?:^|, )(\\d{3})\\b");
  private static final Pattern FIRST_LINE = Pattern.compile("\\s*\\n.*", Pattern.DOTALL);

  private final FastCgiResponse response;
  private final PhpMessages messages;
  private final String code;

  private ScriptResponse(FastCgiResponse response) {
    this.response = response;
    this.messages = PhpMessages.of(response.stderr());
    this.code = ResponseCode.of(response.header("code").orElse(""));
  }

  public static ScriptResponse of(FastCgiResponse response) {
    return new ScriptResponse(response);
  }

  /** Returns header {@code Code} as {@link ResponseCode} reads it; empty if there is none. */
  public String code() {
    return code;
  }

  /** Returns header {@code Status}; empty if there is none, which means 200. */
  public String status() {
    return response.header("status").orElse("");
  }

  public PhpMessages messages() {
    return messages;
  }

  /** Returns whether the server has no such script, or must not run it: nothing was executed. */
  public boolean scriptMissing() {
    return code.isEmpty()
        && statusNumber() >= FIRST_ERROR
        && (messages.scriptMissing() || saysMissing(statusNumber(), response.body()));
  }

  /**
   * Returns whether this is php-fpm's own answer for a script that it does not have, also as a web
   * server passes it on.
   */
  public static boolean saysMissing(int status, byte[] body) {
    if (status != 404 && status != 403 || body.length > 64) {
      return false;
    }
    return switch (new String(body, UTF_8)) {
      case "File not found.\n", "No input file specified.\n" -> status == 404;
      case "Access denied.\n" -> status == 403;
      default -> false;
    };
  }

  /** Returns why PHP ran the script without its form, and what to do; empty if it did not. */
  public Optional<String> refusedForm() {
    return messages.refusedForm().map(ScriptResponse::refused);
  }

  /** Returns why the script has not done its work, in words; empty if its Code may count. */
  public Optional<String> fault() {
    Optional<String> refused = refusedForm();
    if (refused.isPresent()) {
      return refused;
    }
    if (statusNumber() >= FIRST_ERROR) {
      String died = messages.fatal().map(fatal -> ": " + line(fatal)).orElse("");
      return Optional.of("Status " + status() + died);
    }
    Optional<String> fatal = fatalWithoutStatus().map(ScriptResponse::line);
    return fatal.isPresent() || response.appStatus() == 0
        ? fatal
        : Optional.of("exit status " + response.appStatus());
  }

  private Optional<String> fatalWithoutStatus() {
    Optional<String> fatal = messages.fatal();
    if (fatal.isEmpty() || statusNumber() != OK || shown()) {
      return fatal;
    }
    return PhpMessages.of(response.stderrSinceAnswer()).fatal();
  }

  /** Returns whether the body shows PHP's error; a part that was cut off counts as shown. */
  private boolean shown() {
    if (response.bodyTruncated()) {
      return true;
    }
    String text = new String(response.body(), UTF_8).toLowerCase(Locale.ROOT);
    return text.contains("fatal error") || text.contains("parse error");
  }

  /** Returns the highest status, should there be several. */
  private int statusNumber() {
    String status = status();
    if (status.isEmpty()) {
      return OK;
    }
    int highest = 0;
    for (Matcher each = NUMBER.matcher(status); each.find(); ) {
      highest = Math.max(highest, Integer.parseInt(each.group(1)));
    }
    return highest == 0 ? FIRST_ERROR : highest;
  }

  private static String refused(String message) {
    return "PHP refused the form, the script ran without its jobs or fields: "
        + line(message)
        + remedy(message);
  }

  private static String remedy(String message) {
    return message.contains("POST Content-Length")
        ? "; raise post_max_size where the script runs, or send less (maxFormBytes of a topic)"
        : "";
  }

  private static String line(String message) {
    return FIRST_LINE.matcher(message).replaceFirst("").replace(":  ", ": ");
  }
}
