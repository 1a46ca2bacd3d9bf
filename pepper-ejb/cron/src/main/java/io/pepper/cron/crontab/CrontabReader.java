package io.pepper.cron.crontab;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of a crontab's lines, as crontab(5) describes them. */
final class CrontabReader {
  private static final int FIELDS = 5;
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:\"([^\"=]+)\"|'([^'=]+)'|([A-Za-z_][^\\s=\"']*))\\s*=\\s*(.*)");
  private static final Pattern NAMED = Pattern.compile("(@\\S+)\\s+(\\S.*)");

  /** SUSE's and cronie's mark for entries that are not to be logged. */
  private static final Pattern UNLOGGED = Pattern.compile("-(?=[\\d*])");

  private CrontabReader() {}

  /** Returns all lines, in their order. Carriage returns before the ends of lines are ignored. */
  static List<CrontabLine> read(String text) {
    return text.lines().map(CrontabReader::line).toList();
  }

  private static CrontabLine line(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return new CrontabLine.Comment(line);
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      return assignment(assignment);
    }
    return entry(UNLOGGED.matcher(line).lookingAt() ? line.substring(1) : line);
  }

  private static CrontabLine.Assignment assignment(Matcher line) {
    String name = line.group(1) != null ? line.group(1) : line.group(2);
    return new CrontabLine.Assignment(
        name == null ? line.group(3) : name, unquoted(line.group(4).strip()));
  }

  private static String unquoted(String value) {
    char first = value.isEmpty() ? 0 : value.charAt(0);
    boolean quoted =
        value.length() > 1
            && (first == '"' || first == '\'')
            && value.charAt(value.length() - 1) == first;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  static CrontabLine entry(String line) {
    if (line.startsWith("@")) {
      Matcher named = NAMED.matcher(line);
      return named.matches()
          ? new CrontabLine.ScheduledCommand(named.group(1), named.group(2))
          : new CrontabLine.Unreadable("there is no command after " + line);
    }
    String[] parts = line.split("\\s+", FIELDS + 1);
    if (parts.length <= FIELDS) {
      return new CrontabLine.Unreadable(
          "this is neither NAME=value nor five fields (minute hour day-of-month month day-of-week) and a command");
    }
    String schedule = String.join(" ", List.of(parts).subList(0, FIELDS));
    return new CrontabLine.ScheduledCommand(schedule, parts[FIELDS]);
  }
}
