package io.pepper.bench;

import io.pepper.bench.ArmedJobs.Armed;
import io.pepper.bench.Arrivals.Arrival;
import io.pepper.test.Pepper;
import io.pepper.test.Vitals;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The whole product, with nothing but its data folder, or with a real etcd. */
final class PepperSide implements CronSide {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int CALLS_AT_ONCE = 8;
  private static final String JITTER = "PT1S";
  private static final long JITTER_MILLIS = 1000;
  private static final String JOBS = "/api/v1/cron/jobs/";

  private final String name;
  private final Pepper pepper;
  private final Duration plainStart;
  private int firing;
  private boolean spread;

  /**
   * @param pepper not yet started
   */
  PepperSide(String name, Pepper pepper) {
    this.name = name;
    this.pepper = pepper;
    pepper.start();
    plainStart = started(0);
  }

  @Override
  public String name() {
    return name;
  }

  /** By a file of definitions at a start: what that takes more than a start without any. */
  @Override
  public Duration arm(List<Armed> jobs) {
    String documents =
        jobs.stream()
            .map(job ->
                """
                "%s":{"schedule":"%s *","dialect":"seconds","zone":"%s",\
                "run":{"type":"http","url":"http://127.0.0.1:9/"}}\
                """
                    .formatted(job.name(), job.schedule(), job.zone()))
            .collect(Collectors.joining(",\n", "{\"cron\":{", "}}"));
    Path file = pepper.folder().resolve("definitions.json");
    write(file, documents);
    pepper.with("pepper.definitions", file.toString());
    Duration taken = started(jobs.size());
    pepper.with("pepper.definitions", "");
    return taken.minus(plainStart);
  }

  @Override
  public Duration restart() {
    return started(overview().getInt("jobs")).minus(plainStart);
  }

  private Duration started(int jobs) {
    pepper.terminate();
    long start = System.nanoTime();
    pepper.start();
    Instant end = Instant.now().plus(LIMIT);
    while (overview().getInt("agendaHere") < jobs) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("not on the agenda after " + LIMIT + ": " + overview());
      }
      Pause.millis(50);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private JsonObject overview() {
    return pepper.rest().get("/api/v1/cron").expect2xx().json();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long heap() {
    return new Vitals(pepper.pid()).liveHeapMegabytes();
  }

  @Override
  public long resident() {
    return new Vitals(pepper.pid()).residentMegabytes();
  }

  @Override
  public Duration cpu() {
    return ProcessHandle.of(pepper.pid())
        .flatMap(each -> each.info().totalCpuDuration())
        .orElseThrow();
  }

  @Override
  public void fire(int jobs, String url, boolean overTheSecond) {
    firing = jobs;
    spread = overTheSecond;
    String document =
        """
        {"schedule":"@every 1s","jitter":"%s","overlap":"allow","run":{"type":"http","url":"%s"}}\
        """
            .formatted(spread ? JITTER : "PT0S", url);
    each(i -> pepper.rest().put(JOBS + firing(i), document).expect2xx());
  }

  private static String firing(int i) {
    return "fire-" + i;
  }

  private void each(IntConsumer call) {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLS_AT_ONCE)) {
      IntStream.range(0, firing)
          .mapToObj(i -> callers.submit(() -> call.accept(i)))
          .toList()
          .forEach(CronBench::await);
    }
  }

  /** A time below the jitter that only depends on the job and the occurrence, as nodes find it. */
  @Override
  public Instant due(Arrival arrival) {
    if (!spread) {
      return arrival.nominal();
    }
    long mixed = mix(arrival.job().hashCode() * 31L + arrival.nominal().toEpochMilli());
    return arrival.nominal().plusMillis(Math.floorMod(mixed, JITTER_MILLIS));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public void cease() {
    each(i -> pepper.rest().delete(JOBS + firing(i)).expect2xx());
  }

  @Override
  public void close() {
    pepper.close();
  }
}
