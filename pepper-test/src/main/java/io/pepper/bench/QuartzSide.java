package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bench.ArmedJobs.Armed;
import io.pepper.bench.Arrivals.Arrival;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.test.Vitals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quartz in a JVM of its own, with as much heap as Pepper's: keeps its jobs in memory or a
 * database.
 */
final class QuartzSide implements CronSide {
  private static final String HEAP = "-Xmx" + System.getProperty("pepper.bench.quartz.heap", "2g");

  private final String name;
  private final Optional<MariaDbServer> database;
  private Process process;
  private BufferedReader answers;
  private PrintStream commands;
  private int firing;

  /**
   * @param database empty for jobs in memory; is this one's from now on
   */
  QuartzSide(String name, Optional<MariaDbServer> database) {
    this.name = name;
    this.database = database;
    start();
  }

  private void start() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add(HEAP);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(QuartzNode.class.getName());
    database.ifPresent(
        server -> words.addAll(List.of(server.url(), server.user(), server.password())));
    try {
      process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Quartz", e);
    }
    answers = process.inputReader(UTF_8);
    commands = new PrintStream(process.getOutputStream(), true, UTF_8);
    answer();
  }

  private String call(String command) {
    commands.println(command);
    return answer();
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " ended; what it said is above");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration arm(List<Armed> jobs) {
    return Duration.ofMillis(Long.parseLong(call("arm " + jobs.size())));
  }

  /** Jobs in memory are gone then: its program has to make them all anew. */
  @Override
  public Duration restart() {
    if (database.isEmpty()) {
      return Duration.ZERO;
    }
    stop();
    start();
    return Duration.ofMillis(Long.parseLong(call("begun")));
  }

  @Override
  public long heap() {
    return new Vitals(process.pid()).liveHeapMegabytes();
  }

  @Override
  public long resident() {
    return new Vitals(process.pid()).residentMegabytes();
  }

  @Override
  public Duration cpu() {
    Duration own = cpu(process.pid());
    return database.map(server -> own.plus(cpu(server.pid()))).orElse(own);
  }

  private static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(each -> each.info().totalCpuDuration()).orElseThrow();
  }

  @Override
  public void fire(int jobs, String url, boolean spread) {
    firing = jobs;
    call("fire %d %s %s".formatted(jobs, spread ? "spread" : "grid", url));
  }

  /** What Quartz calls the scheduled fire time. */
  @Override
  public Instant due(Arrival arrival) {
    return arrival.nominal();
  }

  @Override
  public void cease() {
    call("cease " + firing);
  }

  private void stop() {
    commands.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    database.ifPresent(MariaDbServer::close);
  }
}
