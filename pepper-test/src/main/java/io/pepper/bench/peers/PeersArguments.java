package io.pepper.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What follows {@code ./pepper bench peers}: {@code [--baseline DIR] [--rounds N] [--seconds N]
 * [ROW…]}.
 *
 * @param rows to measure, in the order of the table
 * @param baseline the root of an earlier build that is measured beside this one
 * @param rounds cold ones, and as many warm ones, from 1 to 99
 * @param seconds how long a round is that ends by time, from 1 to 600
 */
public record PeersArguments(List<PeerRow> rows, Optional<Path> baseline, int rounds, int seconds) {
  private static final int DEFAULT_ROUNDS = 3;
  private static final int MAX_ROUNDS = 99;
  private static final int DEFAULT_SECONDS = 8;
  private static final int MAX_SECONDS = 600;

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static PeersArguments parse(List<String> words) {
    List<PeerRow> rows = new ArrayList<>();
    Optional<Path> baseline = Optional.empty();
    int rounds = DEFAULT_ROUNDS;
    int seconds = DEFAULT_SECONDS;
    Iterator<String> each = words.iterator();
    while (each.hasNext()) {
      String word = each.next();
      switch (word) {
        case "--baseline" -> baseline = Optional.of(built(value(word, each)));
        case "--rounds" -> rounds = number(word, value(word, each), MAX_ROUNDS);
        case "--seconds" -> seconds = number(word, value(word, each), MAX_SECONDS);
        default -> rows.add(PeerRow.named(word));
      }
    }
    List<PeerRow> all = List.of(PeerRow.values());
    return new PeersArguments(
        all.stream().filter(row -> rows.isEmpty() || rows.contains(row)).toList(),
        baseline,
        rounds,
        seconds);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static Path built(String folder) {
    Path root = Path.of(folder).toAbsolutePath().normalize();
    if (!Files.exists(root.resolve("pepper-launcher/target/server/launch.args"))) {
      throw new IllegalArgumentException(
          "--baseline %s: there is no built Pepper; name a clone in which ./pepper build was run"
              .formatted(folder));
    }
    return root;
  }

  private static int number(String option, String word, int max) {
    int number = word.matches("\\d{1,6}") ? Integer.parseInt(word) : 0;
    if (number < 1 || number > max) {
      throw new IllegalArgumentException(
          "%s %s: a whole number from 1 to %d is wanted".formatted(option, word, max));
    }
    return number;
  }
}
