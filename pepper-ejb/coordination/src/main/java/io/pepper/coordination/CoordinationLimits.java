package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The limits of every adapter, so that a definition that fits one fits all. */
public final class CoordinationLimits {
  private static final int MAX_KEY_CHARACTERS = 1024;
  private static final int MAX_VALUE_BYTES = 1 << 20;
  private static final int MAX_CONDITIONS = 100;
  private static final int MAX_CHANGES = 100;

  // etcd takes requests of at most 1.5 MiB.
  private static final int MAX_TRANSACTION_BYTES = 5 << 18;
  private static final Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(2);
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(1);

  private CoordinationLimits() {}

  public static String key(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS || key.startsWith("/")) {
      throw new IllegalArgumentException(
          "'%s' is not a key: 1 to %d characters, not starting with '/'"
              .formatted(key, MAX_KEY_CHARACTERS));
    }
    return key;
  }

  public static byte[] value(String key, byte[] value) {
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the value of '%s' has %d bytes, %d are allowed"
              .formatted(key, value.length, MAX_VALUE_BYTES));
    }
    return value;
  }

  public static void transaction(Transaction transaction) {
    Map<String, Put> puts = transaction.puts();
    Set<String> deletes = transaction.deletes();
    atMost("conditions", MAX_CONDITIONS, transaction.expected().size());
    atMost("changes", MAX_CHANGES, puts.size() + deletes.size());
    transaction.expected().forEach(CoordinationLimits::condition);
    puts.forEach((key, put) -> value(key(key), put.value()));
    for (String key : deletes) {
      if (puts.containsKey(key(key))) {
        throw changesTwice(key);
      }
    }
    atMost("bytes in keys and values", MAX_TRANSACTION_BYTES, bytes(transaction));
  }

  /** Returns the size of all keys and values. */
  public static long bytes(Transaction transaction) {
    long values = 0;
    for (Put put : transaction.puts().values()) {
      values += put.value().length;
    }
    return bytes(transaction.expected().keySet())
        + bytes(transaction.puts().keySet())
        + bytes(transaction.deletes())
        + values;
  }

  private static void condition(String key, long revision) {
    key(key);
    if (revision < 0) {
      throw new IllegalArgumentException(
          "%d is not a revision of '%s': 0 (must not exist) or more".formatted(revision, key));
    }
  }

  private static long bytes(Set<String> keys) {
    long bytes = 0;
    for (String key : keys) {
      bytes += isAscii(key) ? key.length() : key.getBytes(UTF_8).length;
    }
    return bytes;
  }

  private static boolean isAscii(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static void atMost(String what, int limit, long actual) {
    if (actual > limit) {
      throw new IllegalArgumentException(
          "the transaction has %d %s, %d are allowed: split it".formatted(actual, what, limit));
    }
  }

  public static IllegalArgumentException changesTwice(String key) {
    return new IllegalArgumentException("the transaction changes '" + key + "' twice");
  }

  public static Duration timeToLive(Duration timeToLive) {
    if (timeToLive.compareTo(MIN_TIME_TO_LIVE) < 0 || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
      throw new IllegalArgumentException(
          "a lease of " + timeToLive + " is not possible: from PT2S to PT24H");
    }
    return timeToLive;
  }
}
