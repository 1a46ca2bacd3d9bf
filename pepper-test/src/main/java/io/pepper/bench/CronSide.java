package io.pepper.bench;

import io.pepper.bench.ArmedJobs.Armed;
import io.pepper.bench.Arrivals.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A scheduler that is measured, in processes of its own. Used by one thread. */
interface CronSide extends AutoCloseable {
  /** As it heads its column. */
  String name();

  /**
   * Makes it know these jobs, whatever is the quickest way that it offers.
   *
   * @return how long it took until each next instant was known
   */
  Duration arm(List<Armed> jobs);

  /** How long it takes from its start until it knows the next instant of each job it keeps. */
  Duration restart();

  /** Megabytes of live objects in its JVM. */
  long heap();

  /** Resident megabytes of its JVM. */
  long resident();

  /** What its JVM and its database have used of the processors. */
  Duration cpu();

  /**
   * Begins to send a request for each of these jobs, every second.
   *
   * @param spread all over the second; else all at its beginning
   */
  void fire(int jobs, String url, boolean spread);

  /** When that arrival should have come. */
  Instant due(Arrival arrival);

  /** Sends nothing any more. */
  void cease();

  @Override
  void close();
}
