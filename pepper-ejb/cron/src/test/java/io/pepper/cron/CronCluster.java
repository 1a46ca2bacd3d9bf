package io.pepper.cron;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.BusFixture;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.fire.WakeupTimer;
import io.pepper.cron.history.RunHistory;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.runner.Runners;
import io.pepper.database.Database;
import io.pepper.settings.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Several nodes in this JVM, each with its own connection to one coordination and its own clock, on
 * one database. What jobs did is read from a file they write to: by nobody's word but their own.
 */
final class CronCluster implements AutoCloseable {
  /** One line a job has written. */
  record Did(String job, Instant nominal, String replicaKey, int attempt, String node) {}

  private final Path folder;
  private final String coordination;
  private final BusFixture bus;
  private final Database database;
  private UnaryOperator<Coordination> connecting = UnaryOperator.identity();
  private final List<TestNode> nodes = new ArrayList<>();

  CronCluster(Path folder, String coordination) {
    this.folder = folder;
    this.coordination = coordination;
    this.bus = new BusFixture(folder.resolve("bus"));
    this.database = Database.open(Settings.of(Map.of("pepper.data", folder.toString())));
  }

  /** What the nodes started from now on have between them and the coordination. */
  CronCluster connecting(UnaryOperator<Coordination> through) {
    connecting = through;
    return this;
  }

  TestNode start(String name) {
    return start(name, Set.of("default"), Duration.ZERO);
  }

  TestNode start(String name, Set<String> tags, Duration ahead) {
    TestNode node = new TestNode(name, tags, Clock.offset(Clock.systemUTC(), ahead));
    nodes.add(node);
    return node;
  }

  /** The command of a job that writes down that it ran, and does that. */
  String writing(String then) {
    return """
    {"type":"command","command":["sh","-c",%s]}\
    """
        .formatted(
            Json.createValue(
                "echo $PEPPER_JOB $PEPPER_NOMINAL $PEPPER_KEY $PEPPER_ATTEMPT $PWD >> "
                    + witness()
                    + "; "
                    + then));
  }

  private Path witness() {
    return folder.resolve("witness");
  }

  /** What the job has done so far, in order. */
  List<Did> done(String job) {
    if (!Files.exists(witness())) {
      return List.of();
    }
    try {
      return Files.readAllLines(witness(), UTF_8).stream()
          .map(line -> line.split(" "))
          .filter(words -> words.length == 5 && words[0].equals(job))
          .map(words ->
              new Did(
                  words[0],
                  Instant.parse(words[1]),
                  words[2].substring(words[2].lastIndexOf('/') + 1),
                  Integer.parseInt(words[3]),
                  Path.of(words[4]).getParent().getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::close);
    bus.close();
    database.close();
  }

  /** A node as {@link Cron} puts it together. */
  final class TestNode implements AutoCloseable {
    final CronJobs jobs;
    final CronRuns runs;
    final CronNode node;
    final RunHistory history;
    final Coordination connection;
    private final Runners runners;
    private final Ringer ringer = new Ringer();
    private final CronHousekeeping pulse;
    private boolean closed;

    private TestNode(String name, Set<String> tags, Clock clock) {
      Settings settings =
          Settings.of(
              Map.of(
                  "pepper.data",
                  folder.resolve(name).toString(),
                  "pepper.coordination",
                  coordination));
      Path data = settings.folder("cron");
      connection = connecting.apply(Coordinations.open(settings));
      runners = new Runners(null, bus.jobs(), bus.queues(), folder.resolve(name), 100);
      OutputFiles outputs =
          new OutputFiles(data.resolve("output"), OutputFiles.Limits.DEFAULT, clock);
      history = new RunHistory(database, clock, settings);
      jobs = new CronJobs(connection, clock, job -> {});
      node =
          new CronNode(
              new CronNode.NodeIdentity(name, tags, name, Duration.ofSeconds(3), 100),
              new CronNode.Services(
                  connection,
                  jobs.catalog(),
                  history,
                  new Silence(),
                  runners,
                  outputs,
                  ringer,
                  clock));
      runs = new CronRuns(jobs, node, history, runners, outputs, clock, name);
      pulse = new CronHousekeeping(node, history, outputs, clock);
      ringer.clock = clock;
      ringer.ring = node::wake;
      jobs.open(
          new JobChangeListener() {
            @Override
            public void jobChanged(JobName job) {
              node.jobChanged(job);
            }

            @Override
            public void jobRemoved(JobName job) {
              node.jobRemoved(job);
            }
          });
      node.start();
      pulse.start();
    }

    CronJob define(String name, String document) {
      return jobs.define(new JobName(name), json(document));
    }

    List<Run> latest(String job) {
      return runs.latest(new JobName(job), Optional.empty(), 1000);
    }

    List<Run> latest(String job, RunState state) {
      return latest(job).stream().filter(run -> run.state() == state).toList();
    }

    @Override
    public void close() {
      close(Duration.ZERO);
    }

    void close(Duration grace) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        node.stop(grace);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      pulse.close();
      jobs.close();
      runners.close();
      history.close();
      connection.close();
      ringer.timers.shutdownNow();
    }
  }

  static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  /** Stands in for the container's timers. */
  private static final class Ringer implements WakeupTimer {
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private Clock clock;
    private Runnable ring;
    private ScheduledFuture<?> set;

    @Override
    public synchronized void wakeAt(Instant instant) {
      if (set != null) {
        set.cancel(false);
      }
      long millis = Math.max(0, Duration.between(clock.instant(), instant).toMillis() + 1);
      set = timers.schedule(ring, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Alarms have their own tests. */
  private static final class Silence implements AlertSink {
    @Override
    public void started(CronJob job, Run run) {}

    @Override
    public void ended(CronJob job, Run run) {}

    @Override
    public void skipped(CronJob job, Run run) {}

    @Override
    public void notStarted(CronJob job, Instant due) {}
  }
}
