package io.pepper.web.faces.cron;

import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of the choices of a job document, in the order in which they are offered. */
public final class OptionLabels {
  public static final Map<String, String> TYPES =
      ordered(
          "command", "a command",
          "http", "an HTTP request",
          "job", "a job pushed into a queue",
          "fastcgi", "a PHP script (FastCGI)");
  public static final Map<String, String> DIALECTS =
      ordered(
          "auto", "seconds if there are six fields",
          "seconds", "seconds",
          "unix", "minutes, as in a crontab");
  public static final Map<String, String> COMPLETIONS =
      ordered("success", "succeeded", "failure", "failed", "any", "ended in any way");
  public static final Map<String, String> OVERLAP =
      ordered(
          "skip", "the new run is left out",
          "queue", "the new run waits",
          "allow", "both run",
          "replace", "the old run is killed");
  public static final Map<String, String> MISFIRE =
      ordered(
          "skip", "are left out", "once", "are made up for by one run", "all", "are made up for");
  public static final Map<String, String> BACKOFF =
      ordered(
          "exponential",
          "doubles each time",
          "linear",
          "grows each time",
          "fixed",
          "stays the same");
  public static final Map<String, String> METHODS =
      ordered(
          "POST", "POST", "GET", "GET", "PUT", "PUT", "PATCH", "PATCH", "DELETE", "DELETE", "HEAD",
          "HEAD");
  public static final Map<String, String> EVENTS =
      ordered(
          "failed", "Failed",
          "late", "Late",
          "skipped", "Skipped",
          "notStarted", "Not started",
          "recovered", "Recovered");

  private OptionLabels() {}

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return words;
  }
}
