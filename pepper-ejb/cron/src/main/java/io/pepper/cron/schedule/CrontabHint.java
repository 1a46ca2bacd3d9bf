package io.pepper.cron.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recognition of what else a crontab holds, so that the error says where it belongs. */
final class CrontabHint {
  private static final String IMPORT =
      "; a crontab can be imported as it is: POST /api/v1/cron/import, or Import crontab on the"
          + " page Cron";
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_]\\w*|\"\\w+\"|'\\w+')\\s*=.*", Pattern.DOTALL);

  /** An at sign and a word, then something else. */
  private static final Pattern NAMED = Pattern.compile("(@[A-Za-z]+)\\s+(\\S.*)", Pattern.DOTALL);

  /** The form of a sixth field of a schedule; anything else is a command or a user. */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)(?:\\+?\\d+|[*?]|[a-z]{3}|\\d*[lw])(?:[-,/#](?:[*?]|\\+?\\d+|[a-z]{3}))*,?");

  private static final int FIELDS = 5;
  private static final int MAX_SHOWN = 80;

  private CrontabHint() {}

  /** Returns an error that says which part of a crontab the text is; empty for any other text. */
  static Optional<InvalidScheduleException> of(String text) {
    String line = text.strip();
    if (line.startsWith("#")) {
      return Optional.of(invalid("is a comment of a crontab, not a schedule" + IMPORT));
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      return Optional.of(
          invalid(
              "'%s' is an environment line of a crontab, not a schedule: %s%s"
                  .formatted(shown(line), instead(assignment.group(1)), IMPORT)));
    }
    return command(line);
  }

  private static String instead(String name) {
    return switch (name.replaceAll("[\"']", "")) {
      case "CRON_TZ", "TZ" -> "set the zone of the job";
      case "MAILTO", "MAILFROM" -> "set the alarms of the job";
      case "SHELL" -> "name the shell in run.command, as in [\"/bin/sh\",\"-c\",\"…\"]";
      default -> "set it in run.environment";
    };
  }

  private static Optional<InvalidScheduleException> command(String line) {
    Matcher named = NAMED.matcher(line);
    if (named.matches()) {
      return isName(named.group(1))
          ? Optional.of(wholeLine(named.group(1), named.group(2)))
          : Optional.empty();
    }
    String[] parts = line.split("\\s+", FIELDS + 1);
    if (parts.length <= FIELDS || FIELD.matcher(parts[FIELDS].split("\\s", 2)[0]).matches()) {
      return Optional.empty();
    }
    List<String> fields = Arrays.asList(parts).subList(0, FIELDS);
    return CronReader.isUnix(fields)
        ? Optional.of(wholeLine(String.join(" ", fields), parts[FIELDS]))
        : Optional.empty();
  }

  private static boolean isName(String name) {
    return ScheduleReader.isNamed(name) || name.equals("@reboot");
  }

  private static InvalidScheduleException wholeLine(String schedule, String command) {
    String what =
        schedule.equals("@reboot")
            ? "'@reboot' is not known here: let the system start what runs at its start"
            : "'%s' is the schedule".formatted(schedule);
    return invalid(
        "is a whole line of a crontab: %s, and the command '%s' belongs in run.command (where a user stands before it, as in /etc/crontab, in run.user)%s"
            .formatted(what, shown(command), IMPORT));
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  private static InvalidScheduleException invalid(String problem) {
    return new InvalidScheduleException("schedule", problem);
  }
}
