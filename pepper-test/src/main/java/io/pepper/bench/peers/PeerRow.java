package io.pepper.bench.peers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows that can be asked for, in the order of the table. */
public enum PeerRow {
  /** Jobs that are on disk before they are acknowledged. */
  INGEST,
  /** Jobs that a redis-server keeps in memory. */
  REDIS,
  /** Waiting jobs through php-fpm. */
  PUSH,
  /** Waiting jobs over HTTP, beside libraries that work on them in their own process. */
  HTTP,
  /** How soon a job begins when nothing else is to be done. */
  IDLE,
  /** The start, and the cost of a server that has nothing to do. */
  START,
  /** Registers, and a full registry in which nothing changes. */
  DISCOVERY;

  /**
   * Returns the row of that name.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static PeerRow named(String word) {
    return Arrays.stream(values())
        .filter(row -> row.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no row \"%s\"; there are: %s".formatted(word, words())));
  }

  /** Returns its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return Arrays.stream(values()).map(PeerRow::word).collect(Collectors.joining(", "));
  }
}
