package io.pepper.cron.crontab;

/** A line of a crontab, by what it is. */
sealed interface CrontabLine {
  /** An empty line, or a comment. */
  record Comment(String text) implements CrontabLine {}

  /** A variable for the lines below. */
  record Assignment(String name, String value) implements CrontabLine {}

  /**
   * A schedule and what follows it.
   *
   * @param rest in the form of /etc/crontab a user and a command, else a command
   */
  record ScheduledCommand(String schedule, String rest) implements CrontabLine {}

  /** Neither of these. */
  record Unreadable(String problem) implements CrontabLine {}
}
