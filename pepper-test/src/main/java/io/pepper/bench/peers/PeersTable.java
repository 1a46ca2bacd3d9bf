package io.pepper.bench.peers;

import io.pepper.bench.Machine;
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

  private final List<String> lines = new ArrayList<>();

  /**
   * Adds the lines of a row.
   *
   * @param what was measured, with its unit
   * @param sides Pepper first
   */
  void add(String what, List<Outcome> sides) {
    Outcome pepper = sides.getFirst();
    for (Outcome side : sides) {
      lines.add(
          side.missing().isEmpty()
              ? line(what, pepper, side)
              : "| %s | %s | cannot be had: %s | | | | | | |"
                  .formatted(what, side.side(), side.missing().replace("|", "\\|")));
    }
  }

  private static String line(String what, Outcome pepper, Outcome side) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            side.side(),
            Figures.number(Outcome.value(side.cold())),
            Figures.number(Outcome.value(side.warm())),
            side == pepper ? "" : ratio(pepper.cold(), side.cold()),
            side == pepper ? "" : ratio(pepper.warm(), side.warm()),
            Figures.micros(Outcome.micros(side.cold())),
            Figures.micros(Outcome.micros(side.warm())),
            Figures.micros(Outcome.generatorMicros(side.warm())));
  }

  private static String ratio(List<Measurement> pepper, List<Measurement> side) {
    return Figures.number(Outcome.value(pepper) / Outcome.value(side));
  }

  String markdown() {
    return HEADING + String.join("\n", lines) + "\n\n" + Machine.describe() + "\n";
  }

  /** Prints it and writes {@code peers.md}. */
  void publish(Path folder) throws IOException {
    System.out.println(markdown());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("peers.md"), markdown());
  }
}
