package io.pepper.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.test.chaos.Execution.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What commands write down about themselves, by nobody's word but their own: each line by a single
 * append to a file of their node. Times are the kernel's since it started, which no clock changes.
 */
final class Evidence {
  private static final String FILE = "evidence";
  private static final String UPTIME = "/proc/uptime";

  private Evidence() {}

  /**
   * The script of a job that tells when it begins and when it ends. Only what the shell itself can
   * do, to cost little.
   *
   * @param work in between; may call {@code alive} to give a sign of life
   */
  static String script(String work) {
    return """
    say() { read up idle <%1$s; echo "$1 $PEPPER_KEY $PEPPER_RUN $$ $up" >>%2$s; }
    alive() { say alive; }
    say began
    %3$s
    say ended\
    """
        .formatted(UPTIME, FILE, work);
  }

  /**
   * @param folder where the node's commands run
   */
  static List<Execution> read(Path folder, int node) {
    long boot = bootMillis();
    Map<String, Execution> executions = new HashMap<>();
    for (String line : lines(folder.resolve(FILE))) {
      String[] words = line.split(" ");
      Instant when = Instant.ofEpochMilli(boot + Math.round(Double.parseDouble(words[4]) * 1000));
      String process = words[2] + " " + words[3];
      if (words[0].equals("began")) {
        String[] key = words[1].split("/");
        executions.put(
            process,
            new Execution(
                new Slot(key[0], key[2]),
                Instant.parse(key[1]),
                words[2],
                node,
                when,
                when,
                false));
      } else {
        executions.computeIfPresent(
            process, (same, execution) -> later(execution, when, words[0].equals("ended")));
      }
    }
    return List.copyOf(executions.values());
  }

  private static Execution later(Execution execution, Instant when, boolean ended) {
    return new Execution(
        execution.slot(),
        execution.nominal(),
        execution.run(),
        execution.node(),
        execution.started(),
        when,
        ended);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the kernel's time was 0. It tells hundredths, cut off: the least of many is nearest. */
  private static long bootMillis() {
    long least = Long.MAX_VALUE;
    try {
      for (int i = 0; i < 2000; i++) {
        double up = Double.parseDouble(Files.readString(Path.of(UPTIME)).split(" ")[0]);
        least = Math.min(least, System.currentTimeMillis() - Math.round(up * 1000));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return least;
  }
}
