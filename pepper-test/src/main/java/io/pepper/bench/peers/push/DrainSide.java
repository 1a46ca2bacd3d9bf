package io.pepper.bench.peers.push;

import io.pepper.bench.Pause;
import io.pepper.bench.peers.measure.Load;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.Side;
import java.time.Duration;

/**
 * Jobs that wait are worked on until none is left: 60,000 at first, later as many as last as long
 * as a round should. The time counts from when the first of them is gone.
 */
public final class DrainSide implements Side {
  private static final int FIRST_JOBS = 60_000;
  private static final int MIN_JOBS = 10_000;
  private static final int MAX_JOBS = 600_000;
  private static final long LOOK_MILLIS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Backlog backlog;
  private double rate;

  /** Takes what works on them. */
  public DrainSide(Backlog backlog) {
    this.backlog = backlog;
  }

  @Override
  public String name() {
    return backlog.name();
  }

  @Override
  public void start() {
    rate = 0;
    backlog.start();
  }

  @Override
  public Measurement measure(Duration time) {
    int jobs =
        rate == 0
            ? FIRST_JOBS
            : (int) Math.clamp((long) (rate * time.toMillis() / 1000), MIN_JOBS, MAX_JOBS);
    backlog.load(jobs);
    Measurement measured = Measurement.of(backlog.processes(), () -> drain(jobs));
    backlog.check();
    rate = measured.values().getFirst();
    return measured;
  }

  private Load drain(int jobs) {
    backlog.release();
    long begin = System.nanoTime();
    long start = begin;
    boolean started = false;
    while (true) {
      long left = backlog.left();
      long now = System.nanoTime();
      if (!started) {
        start = now;
        started = left < jobs;
      }
      if (left == 0) {
        return new Load(jobs, (now - start) / 1e9);
      }
      if (now - begin > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%s has %,d of %,d jobs left after 5 minutes".formatted(name(), left, jobs));
      }
      Pause.millis(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    backlog.close();
  }
}
