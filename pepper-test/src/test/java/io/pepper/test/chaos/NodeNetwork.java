package io.pepper.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.fixtures.Fork;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace for each node, all on one bridge of this host, where the servers listen that
 * they share. The addresses are those set aside for tests of networks (RFC 2544): no packet leaves
 * this host. Where namespaces are not permitted, everything is on the loopback address, and nothing
 * can be cut. Safe for threads that care for different nodes.
 */
final class NodeNetwork implements AutoCloseable {
  private static final String PREFIX = "pchaos";

  /** JVMs that test beside each other have one each. */
  private static final String SUBNET = "198.18." + (77 + Fork.number() % 100) + ".";

  private static final String LOOPBACK = "127.0.0.1";

  private final String name = PREFIX + ProcessHandle.current().pid();
  private final int nodes;
  private final Optional<String> problem;
  private final Thread endWithTheJvm = new Thread(this::remove, "remove " + name);

  /**
   * @param nodes at most 200
   */
  NodeNetwork(int nodes) {
    this.nodes = nodes;
    Runtime.getRuntime().addShutdownHook(endWithTheJvm);
    this.problem = made();
  }

  private Optional<String> made() {
    try {
      removeLeftovers();
      ip("link", "add", name, "type", "bridge");
      ip("address", "add", SUBNET + "1/24", "dev", name);
      ip("link", "set", name, "up");
      for (int node = 0; node < nodes; node++) {
        connect(node);
      }
      return Optional.empty();
    } catch (IllegalStateException | UncheckedIOException e) {
      remove();
      return Optional.of(e.getMessage());
    }
  }

  private void connect(int node) {
    String space = space(node);
    ip("netns", "add", space);
    ip("link", "add", wire(node), "type", "veth", "peer", "name", "eth0", "netns", space);
    ip("link", "set", wire(node), "master", name, "up");
    ip("-n", space, "link", "set", "lo", "up");
    ip("-n", space, "address", "add", address(node) + "/24", "dev", "eth0");
    ip("-n", space, "link", "set", "eth0", "up");
  }

  /** Why there are no namespaces; empty if there are. */
  Optional<String> problem() {
    return problem;
  }

  /** Where servers for all nodes listen. */
  String shared() {
    return problem.isEmpty() ? SUBNET + "1" : LOOPBACK;
  }

  /** Where a node listens, counted from 0. */
  String address(int node) {
    return problem == null || problem.isEmpty() ? SUBNET + (11 + node) : LOOPBACK;
  }

  /**
   * What a program's command line begins with that runs on that node, under the same process id.
   */
  List<String> entrance(int node) {
    return problem.isEmpty() ? List.of("nsenter", "--net=/run/netns/" + space(node)) : List.of();
  }

  /** From now on nothing gets to or from the node, and nobody is told. */
  void cut(int node) {
    ip("link", "set", wire(node), "down");
  }

  /** Undoes {@link #cut}. */
  void mend(int node) {
    ip("link", "set", wire(node), "up");
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithTheJvm);
    } catch (IllegalStateException e) {
      // The JVM is already ending, and the hook with it.
    }
  }

  private String space(int node) {
    return name + "n" + node;
  }

  private String wire(int node) {
    return name + "w" + node;
  }

  private void remove() {
    remove(name);
  }

  private static void remove(String name) {
    for (String space : listed("netns", "list")) {
      if (space.startsWith(name + "n")) {
        run("netns", "delete", space);
      }
    }
    run("link", "delete", name);
  }

  /** Of tests that were killed before they could do it. */
  private static void removeLeftovers() {
    for (String line : listed("-br", "link", "show", "type", "bridge")) {
      String pid = line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : "";
      if (pid.matches("\\d+") && !Files.exists(Path.of("/proc", pid))) {
        remove(PREFIX + pid);
      }
    }
  }

  private static List<String> listed(String... words) {
    return run(words)
        .output()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split("[ @]", 2)[0])
        .toList();
  }

  private static void ip(String... words) {
    Outcome outcome = run(words);
    if (outcome.status() != 0) {
      throw new IllegalStateException(
          "ip " + String.join(" ", words) + ": " + outcome.output().strip());
    }
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(Arrays.asList(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("ip (package iproute2): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during ip " + String.join(" ", words), e);
    }
  }
}
