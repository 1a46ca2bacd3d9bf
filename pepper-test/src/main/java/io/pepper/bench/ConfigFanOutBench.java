package io.pepper.bench;

import io.pepper.fixtures.EtcdServer;
import io.pepper.test.LaunchCommand;
import io.pepper.test.Pepper;
import io.pepper.test.Vitals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Subscribers of configuration over gRPC beside the same number of plain watches of etcd, in turns:
 * from before a publish, by REST or by a put, until the last of them has it. Then what subscribers
 * cost that only wait.
 */
final class ConfigFanOutBench {
  private static final int SUBSCRIBERS = Integer.getInteger("pepper.bench.subscribers", 1000);
  private static final int MANY_SUBSCRIBERS = 5 * SUBSCRIBERS;
  private static final int PUBLISHES = 40;
  private static final int ROUNDS = Integer.getInteger("pepper.bench.rounds", 3);
  private static final double MICROS_PER_MILLI = 1000;
  private static final double KILOBYTES_PER_MEGABYTE = 1024;
  private static final Duration IDLE =
      Duration.ofSeconds(Integer.getInteger("pepper.bench.seconds", 60));

  private final Path program = LaunchCommand.root().resolve("target/bench/fan");
  private final Comparison report =
      new Comparison("config", "Configuration: %,d subscribers".formatted(SUBSCRIBERS));

  /**
   * @throws IOException if Go or etcd is missing, or the program fails
   */
  Comparison run() throws IOException {
    BenchPrograms.succeed(
        List.of("go", "build", "-o", program.toString(), "."),
        LaunchCommand.root().resolve("pepper-test/src/main/go/fan"));
    try (EtcdServer etcd = new EtcdServer().start();
        Pepper pepper = Pepper.embedded().start()) {
      List<String> ofEtcd = List.of(program.toString(), "etcd", "127.0.0.1:" + etcd.port());
      List<String> ofPepper =
          List.of(
              program.toString(),
              "keeper",
              "127.0.0.1:" + pepper.grpcPort(),
              pepper.httpUrl(),
              "admin:" + pepper.adminPassword());
      publishes(ofPepper, ofEtcd);
      waits(pepper, ofPepper, SUBSCRIBERS);
      waits(pepper, ofPepper, MANY_SUBSCRIBERS);
    }
    return report;
  }

  /** Measures in turns; what comes before the first round warms both up. */
  private void publishes(List<String> ofPepper, List<String> ofEtcd) throws IOException {
    Samples pepper = new Samples();
    Samples etcd = new Samples();
    for (int round = 0; round <= ROUNDS; round++) {
      publishes(ofPepper, round == 0 ? new Samples() : pepper);
      publishes(ofEtcd, round == 0 ? new Samples() : etcd);
    }
    for (double quantile : new double[] {0.5, 0.99}) {
      String what = "publish to the last subscriber, p%.0f, ms".formatted(100 * quantile);
      report.add(what, "Pepper", pepper.quantile(quantile));
      report.add(what, "etcd watches", etcd.quantile(quantile));
    }
  }

  private void publishes(List<String> side, Samples millis) throws IOException {
    try (Subscribed subscribed = new Subscribed(side, SUBSCRIBERS, PUBLISHES)) {
      for (int i = 0; i < PUBLISHES; i++) {
        millis.add(Long.parseLong(subscribed.line()) / MICROS_PER_MILLI);
      }
    }
  }

  private void waits(Pepper pepper, List<String> side, int count) throws IOException {
    Vitals vitals = new Vitals(pepper.pid());
    double before = vitals.liveHeapMegabytes();
    try (Subscribed subscribed = new Subscribed(side, count, 0)) {
      subscribed.line();
      double heap = vitals.liveHeapMegabytes() - before;
      report.add(
          "heap per subscriber of %,d, KB".formatted(count),
          "Pepper",
          heap * KILOBYTES_PER_MEGABYTE / count);
      Duration cpu = cpu(pepper);
      Pause.millis(IDLE.toMillis());
      report.add(
          "processors that %,d waiting subscribers take".formatted(count),
          "Pepper",
          (double) cpu(pepper).minus(cpu).toNanos() / IDLE.toNanos());
    }
  }

  private static Duration cpu(Pepper pepper) {
    return ProcessHandle.of(pepper.pid())
        .flatMap(each -> each.info().totalCpuDuration())
        .orElseThrow();
  }

  /** Subscribers in a program of their own, all of which have the first value. */
  private static final class Subscribed implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    Subscribed(List<String> side, int count, int publishes) throws IOException {
      List<String> command = new ArrayList<>(side);
      command.add(Integer.toString(count));
      command.add(Integer.toString(publishes));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      output = process.inputReader();
      String first = line();
      if (!first.equals("subscribed")) {
        throw new IOException(String.join(" ", command) + " failed: " + first);
      }
    }

    String line() throws IOException {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("the subscribers ended");
      }
      return line;
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
