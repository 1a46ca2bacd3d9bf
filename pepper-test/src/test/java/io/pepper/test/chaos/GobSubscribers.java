package io.pepper.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.fixtures.GoTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Nodes that receive configuration by gorpc, in a program in Go that has Go's own gobs. */
final class GobSubscribers implements AutoCloseable {
  private final Process program;
  private final Map<String, ReceivedConfig> received = new ConcurrentHashMap<>();
  private final Queue<String> torn = new ConcurrentLinkedQueue<>();

  /**
   * @param servers addresses, one after the other of which is tried
   */
  GobSubscribers(List<String> servers, String domain, int count, List<String> subscriptions) {
    for (int i = 0; i < count; i++) {
      received.put("gob-" + i, ReceivedConfig.NONE);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                GoTool.gorpcNode().toString(),
                "follow",
                domain,
                Integer.toString(count),
                String.join(",", servers)));
    command.addAll(subscriptions);
    try {
      program = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader lines = program.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      // The program was ended.
    }
  }

  /** Takes a line such as {@code gob-3 17 A.n=12,B.n=12}. */
  private void take(String line) {
    String[] parts = line.split(" ", 3);
    Map<String, String> values = new HashMap<>();
    for (String each : parts[2].split(",")) {
      String[] pair = each.split("=", 2);
      values.put(pair[0], pair[1]);
    }
    ReceivedConfig config = new ReceivedConfig(Long.parseLong(parts[1]), values);
    received.put(parts[0], config);
    if (config.isTorn()) {
      torn.add(line);
    }
  }

  /** Returns what each node received last. */
  Map<String, ReceivedConfig> received() {
    return received;
  }

  /** Returns what no publish has made. */
  List<String> torn() {
    return List.copyOf(torn);
  }

  @Override
  public void close() {
    program.destroyForcibly();
    program.onExit().join();
  }
}
