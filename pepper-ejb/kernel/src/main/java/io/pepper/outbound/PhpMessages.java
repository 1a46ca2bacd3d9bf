package io.pepper.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The messages of one request that PHP wrote to standard error. php-fpm begins each with {@code PHP
 * message: }, joins them by {@code "; "} and cuts the whole at {@code log_limit} (1,024 bytes),
 * ending it with {@code ...}; php-cgi writes a line for each. Immutable.
 */
public final class PhpMessages {
  private static final String FPM = "PHP message: ";
  private static final Pattern BETWEEN_FPM = Pattern.compile("; (?=PHP message: )");
  private static final Pattern BETWEEN_LINES = Pattern.compile("\\n(?=PHP [A-Z][A-Za-z ]*:  )");

  /** The form of PHP's own fatal errors: a script's own log seldom begins and ends like this. */
  private static final Pattern FATAL =
      Pattern.compile(
          "PHP (?:Fatal|Parse|Recoverable fatal) error:  .*(?: on line \\d+|\\.\\.\\.)\\s*",
          Pattern.DOTALL);

  /** The beginning of messages before the script runs; versions before 8 say Unknown. */
  private static final String STARTUP = "(?:PHP Request Startup|Unknown): ";

  private static final Pattern AT_STARTUP =
      Pattern.compile("PHP [A-Z][A-Za-z ]*:  .*Unknown on line 0\\s*", Pattern.DOTALL);

  /** The messages of a script that ran although its form, or a part of it, was dropped. */
  private static final Pattern REFUSED_FORM =
      Pattern.compile(
          "PHP Warning:  "
              + STARTUP
              + ".*(?:POST Content-Length of \\d+ bytes exceeds the limit"
              + "|POST data can't be buffered"
              + "|Actual POST length does not match Content-Length"
              + "|Input variables exceeded ).*(?:Unknown on line 0|\\.\\.\\.)\\s*",
          Pattern.DOTALL);

  private static final PhpMessages NONE = new PhpMessages(List.of(), false);

  private final List<String> messages;
  private final boolean scriptMissing;

  private PhpMessages(List<String> messages, boolean scriptMissing) {
    this.messages = messages;
    this.scriptMissing = scriptMissing;
  }

  public static PhpMessages of(String stderr) {
    String text = stderr.strip();
    if (text.isEmpty()) {
      return NONE;
    }
    boolean fpm = text.startsWith(FPM) || text.contains("; " + FPM);
    List<String> messages = new ArrayList<>();
    for (String each : (fpm ? BETWEEN_FPM : BETWEEN_LINES).split(text)) {
      String message = each.startsWith("; ") ? each.substring(2) : each;
      messages.add(message.startsWith(FPM) ? message.substring(FPM.length()) : message);
    }
    return new PhpMessages(messages, saysMissing(text));
  }

  /** Returns the error that ended the script, if one did and it is in the text. */
  public Optional<String> fatal() {
    return first(FATAL);
  }

  /**
   * Returns why the script ran without its form or with a part of it only. PHP says it before the
   * script runs, so what comes after another message may be a script's.
   */
  public Optional<String> refusedForm() {
    for (String message : messages) {
      if (REFUSED_FORM.matcher(message).matches()) {
        return Optional.of(message);
      }
      if (!AT_STARTUP.matcher(message).matches()) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Returns whether php-fpm says that it has no such script, or none that it may run. */
  public boolean scriptMissing() {
    return scriptMissing;
  }

  /** Returns whether it says so without {@link #FPM}, which comes before a script's own log. */
  private static boolean saysMissing(String stderr) {
    return stderr.startsWith("Primary script unknown")
        || stderr.startsWith("Unable to open primary script: ")
        || stderr.startsWith("Access to the script '") && stderr.contains("has been denied");
  }

  /**
   * Returns all messages for people, the one that matters most first.
   *
   * @param limit in characters; what is longer is cut at its end
   */
  public String worstFirst(int limit) {
    List<String> ordered = new ArrayList<>(messages);
    fatal()
        .or(this::refusedForm)
        .ifPresent(worst -> {
          ordered.remove(worst);
          ordered.addFirst(worst);
        });
    String text = String.join("; ", ordered).strip();
    return text.length() <= limit ? text : text.substring(0, limit) + "…";
  }

  private Optional<String> first(Pattern form) {
    for (String message : messages) {
      if (form.matcher(message).matches()) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }
}
