package io.pepper.config.front.gob;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.fixtures.GoTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node in Go; what it prints can be waited for. */
final class GoNode implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  GoNode(String address, String... domainIdAndSubscriptions) throws IOException {
    List<String> command = new ArrayList<>(List.of(GoTool.gorpcNode().toString(), "sync", address));
    command.addAll(Arrays.asList(domainIdAndSubscriptions));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try {
      process.inputReader(UTF_8).lines().forEach(lines::add);
    } catch (UncheckedIOException e) {
      // The node was ended.
    }
  }

  /** Waits for a line that begins so, whatever comes before. */
  String await(String beginning) throws InterruptedException {
    List<String> before = new ArrayList<>();
    while (true) {
      String line = lines.poll(60, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no line begins with " + beginning + " after " + before);
      }
      if (line.startsWith(beginning)) {
        return line;
      }
      before.add(line);
    }
  }

  /** Waits for a configuration, and returns its keys, sorted. */
  List<String> config() throws InterruptedException {
    await("config ");
    List<String> keys = new ArrayList<>();
    for (String line = await(""); !line.equals("end"); line = await("")) {
      keys.add(line);
    }
    return keys;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
