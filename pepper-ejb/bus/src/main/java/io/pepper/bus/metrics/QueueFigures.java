package io.pepper.bus.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a queue accepts. Safe for any number of threads, almost free. */
public final class QueueFigures {
  private final LongAdder pushes = new LongAdder();
  private final LongAdder jobs = new LongAdder();

  QueueFigures() {}

  /** So many jobs of so many pushes were accepted and stored. */
  public void accepted(int pushes, int jobs) {
    this.pushes.add(pushes);
    this.jobs.add(jobs);
  }

  public QueueSnapshot read() {
    return new QueueSnapshot(pushes.sum(), jobs.sum());
  }
}
