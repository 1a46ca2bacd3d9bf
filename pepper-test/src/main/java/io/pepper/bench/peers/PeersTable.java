package io.pepper.bench.peers;

import io.pepper.bench.Machine;
import io.pepper.bench.peers.measure.Figures;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.Outcome;
import io.pepper.bench.peers.measure.PepperBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of all rows, in Markdown: a line for each side, the first of a row being Pepper, with
 * which the others are compared. Used by one thread.
 */
final class PeersTable {
  private static final String HEADING =
      """
      | what | side | cold | warm | Pepper / it, cold | warm | CPU an operation, cold | warm | generator |
      |---|---|---|---|---|---|---|---|---|
      """;

  private static final int MAX_REASON = 200;

  private final List<String> lines = new ArrayList<>();

  /**
   * Adds the lines of a row.
   *
   * @param whats what was measured, with its unit, for each value of a measurement; the processor
   *     time stands in the first line alone
   * @param sides Pepper first
   */
  void add(List<String> whats, List<Outcome> sides) {
    for (int line = 0; line < whats.size(); line++) {
      for (Outcome side : sides) {
        lines.add(
            side.missing().isEmpty()
                ? line(line, whats.get(line), sides.getFirst(), side)
                : "| %s | %s | %s | | | | | | |"
                    .formatted(whats.get(line), side.side(), oneLine(side.missing())));
      }
    }
  }

  /** Returns the beginning of a message, which may be long. */
  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ").replace("|", "\\|");
    return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
  }

  private static String line(int line, String what, Outcome pepper, Outcome side) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            side.side(),
            Figures.number(Outcome.value(side.cold(), line)),
            Figures.number(Outcome.value(side.warm(), line)),
            side == pepper ? "" : ratio(pepper.cold(), side.cold(), line),
            side == pepper ? "" : ratio(pepper.warm(), side.warm(), line),
            line == 0 ? Figures.micros(Outcome.micros(side.cold())) : "",
            line == 0 ? Figures.micros(Outcome.micros(side.warm())) : "",
            line == 0 ? Figures.micros(Outcome.generatorMicros(side.warm())) : "");
  }

  private static String ratio(List<Measurement> pepper, List<Measurement> side, int line) {
    return Figures.number(Outcome.value(pepper, line) / Outcome.value(side, line));
  }

  String markdown() {
    return HEADING
        + String.join("\n", lines)
        + "\n\nPepper is "
        + PepperBuild.current().version()
        + ". "
        + Machine.describe()
        + "\n";
  }

  /** Prints it and writes {@code peers.md}. */
  void publish(Path folder) throws IOException {
    System.out.println(markdown());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("peers.md"), markdown());
  }
}
