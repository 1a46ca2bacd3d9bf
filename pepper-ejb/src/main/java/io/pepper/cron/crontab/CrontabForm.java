package io.pepper.cron.crontab;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the entries of a crontab name the user whose rights their command has. */
public enum CrontabForm {
  /** A user's own crontab, as {@code crontab -l} prints it. */
  USER,
  /** {@code /etc/crontab} and the files of {@code /etc/cron.d}: a user before each command. */
  SYSTEM;

  /** A user and a command that does not begin with an option. */
  private static final Pattern WITH_USER =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.@-]*\\$?)\\s+([^-\\s].*)");

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form in which the first word of each command is a user, if there is such a user. */
  static CrontabForm of(List<CrontabLine> lines, Predicate<String> isUser) {
    List<CrontabLine.Entry> entries =
        lines.stream()
            .filter(CrontabLine.Entry.class::isInstance)
            .map(CrontabLine.Entry.class::cast)
            .toList();
    boolean all = entries.stream().allMatch(entry -> namesUser(entry.rest(), isUser));
    return all && !entries.isEmpty() ? SYSTEM : USER;
  }

  /** Splits what follows a schedule into user and command; does not match if there is no user. */
  static Matcher userAndCommand(String rest) {
    return WITH_USER.matcher(rest);
  }

  private static boolean namesUser(String rest, Predicate<String> isUser) {
    Matcher split = userAndCommand(rest);
    return split.matches() && isUser.test(split.group(1));
  }
}
