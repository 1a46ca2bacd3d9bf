package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A php-fpm that runs one of the scripts in {@code resources/php}. */
final class PhpConsumer implements AutoCloseable {
  private final PhpFpm fpm;
  private final Path script;

  private PhpConsumer(PhpFpm fpm, Path script) {
    this.fpm = fpm;
    this.script = script;
  }

  /**
   * @param script such as {@code consume.php}
   */
  static PhpConsumer running(String script, int children) {
    PhpFpm fpm = PhpFpm.withChildren(children).start();
    fpm.script("bus_server.php", Resource.text("/php/bus_server.php"));
    return new PhpConsumer(fpm, fpm.script(script, Resource.text("/php/" + script)));
  }

  /**
   * Writes down every job.
   *
   * @param topics as {@code queue/topic}
   */
  static PhpConsumer recording(int children, String... topics) {
    PhpConsumer consumer = running("record.php", children);
    consumer.fpm.script("topics.txt", String.join("\n", topics));
    return consumer;
  }

  PhpFpm fpm() {
    return fpm;
  }

  /** Returns the absolute path of the script. */
  String script() {
    return script.toString();
  }

  /** A topic's {@code delivery} in a queue document. */
  String delivery() {
    return delivery(script());
  }

  String delivery(String otherScript) {
    return "{\"type\":\"fastcgi\",\"address\":\"%s\",\"script\":\"%s\"}"
        .formatted(fpm.address(), otherScript);
  }

  /** One job as {@code record.php} got it. */
  record Recorded(String topic, String id, byte[] payload) {
    String text() {
      return new String(payload, UTF_8);
    }
  }

  /** What was recorded so far, repeats included, in order. */
  List<Recorded> recorded() {
    try {
      return Files.readAllLines(script.resolveSibling("jobs.log")).stream()
          .map(line -> line.split(" ", 4))
          .filter(parts -> parts.length == 4)
          .map(part -> new Recorded(part[0], part[1], Base64.getDecoder().decode(part[2])))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> payloads() {
    return recorded().stream().map(Recorded::text).toList();
  }

  @Override
  public void close() {
    fpm.close();
  }
}
