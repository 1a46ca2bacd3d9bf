package io.pepper.cron.crontab;

import io.pepper.definition.InvalidDefinitionException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings of the environment lines above an entry. Used by one thread, line by line. */
final class CrontabEnvironment {
  private static final String DEFAULT_SHELL = "/bin/sh";
  private static final String LEFT_OUT = "left out: ";

  private final Map<String, String> variables = new TreeMap<>();
  private ZoneId zone;
  private String shell = DEFAULT_SHELL;
  private String home = "";
  private String jitter = "";
  private List<String> mail = List.of();

  CrontabEnvironment(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Applies a line.
   *
   * @return what becomes of it, for people
   * @throws InvalidDefinitionException if its value cannot be used
   */
  String apply(CrontabLine.Assignment line) {
    String value = line.value();
    return switch (line.name()) {
      case "CRON_TZ" -> zone(value);
      case "SHELL" -> shell(value);
      case "MAILTO" -> mail(value);
      case "HOME" -> home(value);
      case "RANDOM_DELAY" -> delay(value);
      case "MAILFROM", "CONTENT_TYPE", "CONTENT_TRANSFER_ENCODING" ->
          LEFT_OUT + "Pepper's own settings say how mail is written (pepper.mail.*)";
      case "LOGNAME", "USER" -> LEFT_OUT + "it follows from run.user";
      case "START_HOURS_RANGE" -> LEFT_OUT + "it is for anacron";
      default -> variable(line.name(), value);
    };
  }

  Map<String, String> variables() {
    return variables;
  }

  ZoneId zone() {
    return zone;
  }

  String shell() {
    return shell;
  }

  /** Returns the folder in which commands run; empty for the user's home. */
  String home() {
    return home;
  }

  /** Returns the jitter as an ISO-8601 duration; empty for none. */
  String jitter() {
    return jitter;
  }

  List<String> mail() {
    return mail;
  }

  private String zone(String value) {
    try {
      zone = ZoneId.of(value);
      return "the zone of the jobs below is " + zone;
    } catch (DateTimeException e) {
      throw new InvalidDefinitionException(
          "", "'" + value + "' is no time zone: write one such as Europe/Berlin");
    }
  }

  private String shell(String value) {
    if (!value.startsWith("/")) {
      throw new InvalidDefinitionException("", "the shell must be an absolute path");
    }
    shell = value;
    return "the shell that runs the commands below";
  }

  private String mail(String value) {
    List<String> names =
        Arrays.stream(value.split("[\\s,]+")).filter(name -> !name.isEmpty()).toList();
    mail = names.stream().filter(name -> name.contains("@")).toList();
    List<String> local = names.stream().filter(name -> !name.contains("@")).toList();
    if (names.isEmpty()) {
      return "no alarms for the jobs below";
    }
    String left =
        local.isEmpty()
            ? ""
            : "left out, as they are no addresses such as ops@example.org: "
                + String.join(", ", local);
    return mail.isEmpty()
        ? left
        : "alarms of the jobs below go to "
            + String.join(", ", mail)
            + " when a run fails, if the node can send mail (cron sends it whenever something is"
            + " printed)"
            + (left.isEmpty() ? "" : "; " + left);
  }

  private String home(String value) {
    if (!value.startsWith("/")) {
      throw new InvalidDefinitionException("", "the folder must be an absolute path");
    }
    home = value;
    variables.put("HOME", value);
    return "run.directory and run.environment.HOME of the jobs below";
  }

  private String delay(String value) {
    if (!value.matches("\\d{1,4}")) {
      throw new InvalidDefinitionException("", "RANDOM_DELAY must be a number of minutes");
    }
    jitter = Integer.parseInt(value) == 0 ? "" : "PT" + value + "M";
    return "jitter of the jobs below";
  }

  private String variable(String name, String value) {
    variables.put(name, value);
    return "run.environment." + name + " of the jobs below";
  }
}
