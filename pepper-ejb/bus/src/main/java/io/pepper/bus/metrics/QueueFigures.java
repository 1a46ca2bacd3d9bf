package io.pepper.bus.metrics;

import java.util.concurrent.atomic.LongAdder;

/** The counters of a queue's accepted pushes. Safe for any number of threads, almost free. */
public final class QueueFigures {
  private final LongAdder pushes = new LongAdder();
  private final LongAdder jobs = new LongAdder();

  QueueFigures() {}

  /** Counts pushes that were stored, and their jobs. */
  public void accepted(int pushes, int jobs) {
    this.pushes.add(pushes);
    this.jobs.add(jobs);
  }

  public QueueSnapshot read() {
    return new QueueSnapshot(pushes.sum(), jobs.sum());
  }
}
