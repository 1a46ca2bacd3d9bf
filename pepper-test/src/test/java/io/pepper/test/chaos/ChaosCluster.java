package io.pepper.test.chaos;

import io.pepper.fixtures.EtcdServer;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.test.Pepper;
import io.pepper.test.chaos.Disturbance.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Three whole Peppers, each in a network of its own, on one etcd and one MariaDB; and what can
 * happen to them. Disturbances of different nodes may go on at once, each on its own thread.
 */
final class ChaosCluster implements AutoCloseable {
  static final int NODES = 3;

  private final NodeNetwork network = new NodeNetwork(NODES);
  private final EtcdServer etcd = new EtcdServer(network.shared());
  private final MariaDbServer database = new MariaDbServer(network.shared());
  private final List<Pepper> peppers = new ArrayList<>();
  private final List<Disturbance> disturbances = new CopyOnWriteArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  /** A setting of all nodes; before they start. */
  ChaosCluster with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /**
   * @param variables of each node's environment
   */
  ChaosCluster start(List<Map<String, String>> variables) {
    etcd.start();
    database.start();
    for (int node = 0; node < NODES; node++) {
      Pepper pepper =
          Pepper.embedded()
              .on(network.address(node))
              .by(network.entrance(node))
              .with("pepper.node", name(node))
              .with("pepper.coordination", etcd.setting())
              .with("pepper.database", database.url())
              .with("pepper.database.user", database.user())
              .with("pepper.database.password", database.password())
              .with("pepper.cron.lease", "10s")
              .with("pepper.cron.history.runs", "1000000");
      settings.forEach(pepper::with);
      variables.get(node).forEach(pepper::withVariable);
      peppers.add(pepper);
    }
    // The first makes the tables and the first user.
    peppers.getFirst().start();
    peppers.stream().skip(1).forEach(Pepper::launch);
    peppers.stream().skip(1).forEach(Pepper::awaitReady);
    return this;
  }

  static String name(int node) {
    return "n" + (node + 1);
  }

  /** Why nodes cannot be cut off. */
  Optional<String> cannotCut() {
    return network.problem();
  }

  Pepper pepper(int node) {
    return peppers.get(node);
  }

  /** Where a node's commands run, and write their evidence. */
  Path work(int node) {
    return peppers.get(node).dataFolder().resolve("cron/work");
  }

  List<Disturbance> disturbances() {
    return List.copyOf(disturbances);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /**
   * Disturbs, and returns when that is over.
   *
   * @param duration of what has one
   */
  void disturb(Kind kind, int node, Duration duration) throws InterruptedException {
    switch (kind) {
      case KILLED -> noted(kind, node, () -> peppers.get(node).killAlone(), restart(node));
      case ROLLED -> noted(kind, node, () -> peppers.get(node).terminate(), restart(node));
      case FROZEN -> {
        Runnable thaw = peppers.get(node)::thaw;
        noted(kind, node, peppers.get(node)::freeze, after(duration, thaw));
      }
      case CUT_OFF ->
          noted(kind, node, () -> network.cut(node), after(duration, () -> network.mend(node)));
      case CUT_OFF_COMPACTED ->
          noted(
              kind,
              node,
              () -> network.cut(node),
              after(
                  duration,
                  () -> {
                    etcd.compact();
                    network.mend(node);
                  }));
      case ETCD_FULL -> noted(kind, -1, etcd::fill, after(duration, etcd::drain));
      case ETCD_KILLED -> noted(kind, -1, etcd::kill, etcd::start);
      case ETCD_AWAY -> noted(kind, -1, etcd::stop, after(duration, etcd::start));
      case ALL_DOWN -> noted(kind, -1, this::killAll, after(duration, this::startAll));
      default -> throw new IllegalArgumentException("nobody knows how to " + kind);
    }
  }

  private interface Step {
    void go() throws InterruptedException;
  }

  private void noted(Kind kind, int node, Runnable begin, Step end) throws InterruptedException {
    Instant from = Instant.now();
    begin.run();
    end.go();
    Disturbance done = new Disturbance(kind, node, from, Instant.now());
    disturbances.add(done);
    System.out.printf(
        "chaos: %s %s %s, %.1f s%n",
        from,
        kind,
        node < 0 ? "" : name(node),
        Duration.between(done.from(), done.to()).toMillis() / 1000.0);
  }

  private static Step after(Duration duration, Runnable then) {
    return () -> {
      Thread.sleep(duration);
      then.run();
    };
  }

  private Step restart(int node) {
    return () -> peppers.get(node).start();
  }

  private void killAll() {
    peppers.forEach(Pepper::killAlone);
  }

  private void startAll() {
    peppers.forEach(Pepper::launch);
    peppers.forEach(Pepper::awaitReady);
  }

  /** Copies logs and evidence into that folder, for whoever wants to know why. */
  void keep(Path folder) throws IOException {
    for (int node = 0; node < peppers.size(); node++) {
      Path kept = Files.createDirectories(folder.resolve(name(node)));
      copy(peppers.get(node).dataFolder().resolve("log"), kept);
      copy(work(node), kept);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Override
  public void close() {
    peppers.forEach(Pepper::close);
    database.close();
    etcd.close();
    network.close();
  }
}
