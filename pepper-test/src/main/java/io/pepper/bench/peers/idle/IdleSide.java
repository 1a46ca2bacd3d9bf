package io.pepper.bench.peers.idle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bench.Pause;
import io.pepper.bench.Samples;
import io.pepper.bench.peers.measure.Load;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.Side;
import io.pepper.fixtures.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Single jobs, 20 to 60 ms after one another and after the one before has begun, never in step with
 * anything; a worker that only looks from time to time is met at any point of that time. Its values
 * are the median and the 99th percentile of the milliseconds from before the push to the first line
 * of the handler.
 */
public final class IdleSide implements Side {
  private static final int MIN_PAUSE_MILLIS = 20;
  private static final int MAX_PAUSE_MILLIS = 60;
  private static final long LOOK_MILLIS = 5;
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();
  private static final double NANOS = 1e6;

  private final IdleQueue queue;
  private TemporaryFolder folder;
  private Path delays;

  /** Takes what works on the jobs. */
  public IdleSide(IdleQueue queue) {
    this.queue = queue;
  }

  @Override
  public String name() {
    return queue.name();
  }

  @Override
  public void start() {
    folder = new TemporaryFolder("idle");
    delays = folder.write("delays", "");
    queue.start(delays);
  }

  @Override
  public Measurement measure(Duration time) {
    folder.write("delays", "");
    Measurement measured = Measurement.of(queue.processes(), () -> push(time));
    Samples millis = new Samples();
    lines().forEach(line -> millis.add(Double.parseDouble(line) / NANOS));
    return measured.with(List.of(millis.quantile(0.5), millis.quantile(0.99)));
  }

  private Load push(Duration time) {
    long begin = System.nanoTime();
    long jobs = 0;
    while (System.nanoTime() - begin < time.toNanos()) {
      pause();
      Pause.millis(ThreadLocalRandom.current().nextInt(1 + queue.pollMillis()));
      queue.push();
      jobs++;
      pause();
      awaitBegin(jobs);
    }
    return new Load(jobs, (System.nanoTime() - begin) / 1e9);
  }

  private void awaitBegin(long jobs) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (lines().size() < jobs) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(name() + ": a job did not begin within 30 s");
      }
      Pause.millis(LOOK_MILLIS);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(delays, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    Pause.millis(ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS / 2, MAX_PAUSE_MILLIS / 2));
  }

  @Override
  public void close() {
    queue.close();
    if (folder != null) {
      folder.delete();
      folder = null;
    }
  }
}
