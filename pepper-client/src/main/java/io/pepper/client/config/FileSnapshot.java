package io.pepper.client.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.client.transport.Json;
import io.pepper.client.transport.JsonText;
import io.pepper.client.transport.StoredText;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The memory of a file for times without servers. One that is broken, too large or of another node
 * counts as none. Used by one thread at a time.
 */
final class FileSnapshot {
  private static final System.Logger LOG = System.getLogger(FileSnapshot.class.getName());
  private static final int MAX_BYTES = 32 * 1024 * 1024;
  private static final int MAX_NAME_CHARACTERS = 100;
  private static final int DIGEST_CHARACTERS = 16;

  /** The time after which it is written again without a change, so that its age is not far off. */
  private static final Duration CONFIRMATION_INTERVAL = Duration.ofMinutes(5);

  /**
   * Values with the instant at which a server last said that they are in force.
   *
   * @param confirmed to a millisecond
   */
  record Saved(ConfigValues values, Instant confirmed) {}

  private final String file;
  private final String reader;
  private final StoredText text;
  private Optional<Saved> written = Optional.empty();
  private boolean complained;

  /**
   * Names the snapshot of a file, there or not.
   *
   * @param file such as {@code shop/cart.conf}
   * @param reader what makes a difference for the content
   */
  FileSnapshot(Path folder, String file, String reader) {
    this.file = file;
    this.reader = reader;
    this.text = new StoredText(folder.resolve(name(file, reader)), MAX_BYTES);
  }

  /** Returns a name for people to recognize, with a digest that makes it different from others. */
  private static String name(String file, String reader) {
    String readable = file.replaceAll("[^A-Za-z0-9._-]", "_");
    String start = readable.substring(0, Math.min(readable.length(), MAX_NAME_CHARACTERS));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(reader.getBytes(UTF_8));
      return start
          + "-"
          + HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS)
          + ".json";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  synchronized Optional<Saved> load() {
    try {
      Optional<String> stored = text.load();
      return stored.isEmpty() ? Optional.empty() : Optional.of(read(stored.get()));
    } catch (IOException | RuntimeException e) {
      // Edge: a damaged file fails in any way, and must not keep the client from starting.
      LOG.log(
          Level.WARNING,
          () -> "the snapshot %s is not used: %s".formatted(text.path(), e.getMessage()));
      return Optional.empty();
    }
  }

  private Saved read(String json) {
    if (!(Json.read(json) instanceof Map<?, ?> fields)
        || !(fields.get("confirmed") instanceof Long confirmed)) {
      throw new IllegalArgumentException("it is no snapshot of a file");
    }
    if (!Objects.equals(fields.get("reader"), reader)) {
      throw new IllegalArgumentException("it is of another node or file");
    }
    return new Saved(FileReply.read(file, fields), Instant.ofEpochMilli(confirmed));
  }

  /** Keeps values, unless they are kept already and that is not long ago. */
  synchronized void save(ConfigValues values, Instant confirmed) {
    boolean isKept =
        written
            .filter(last -> last.values.revision() == values.revision())
            .filter(last -> last.values.saysTheSameAs(values))
            .filter(last -> confirmed.isBefore(last.confirmed.plus(CONFIRMATION_INTERVAL)))
            .isPresent();
    if (isKept) {
      return;
    }
    Map<String, Object> fields = FileReply.write(values);
    fields.put("reader", reader);
    fields.put("confirmed", confirmed.toEpochMilli());
    try {
      text.save(JsonText.of(fields));
      written = Optional.of(new Saved(values, confirmed));
      complained = false;
    } catch (IOException | RuntimeException e) {
      // Edge: a file that cannot be written must not end the thread, which tries again.
      if (!complained && !Thread.currentThread().isInterrupted()) {
        complained = true;
        LOG.log(
            Level.WARNING,
            "the snapshot %s cannot be written: %s".formatted(text.path(), e.getMessage()));
      }
    }
  }
}
