package io.pepper.cron.crontab;

import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a crontab, by whether its entries name the user whose rights their command has. */
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

  /**
   * Returns the form in which the first word of each command is a user, if there is such a user.
   *
   * @throws InvalidDefinitionException if that holds for some of the commands: a user that is
   *     missing here would else be run as a command
   */
  static CrontabForm of(List<CrontabLine> lines, Predicate<String> isUser) {
    int with = 0;
    int without = 0;
    for (int number = lines.size(); number > 0; number--) {
      if (lines.get(number - 1) instanceof CrontabLine.ScheduledCommand entry) {
        if (namesUser(entry.rest(), isUser)) {
          with = number;
        } else {
          without = number;
        }
      }
    }
    if (with > 0 && without > 0) {
      throw new InvalidDefinitionException(
          "form",
          "cannot be told: the command of line %d begins with a user of this machine, that of line %d does not; choose system for /etc/crontab and the files of /etc/cron.d, user for a user's own crontab"
              .formatted(with, without));
    }
    return with > 0 ? SYSTEM : USER;
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
