package io.pepper.discovery.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A wall clock and a monotonic clock that only tests move. */
final class TestTime extends Clock implements LongSupplier {
  private final Instant begin = Instant.now();
  private final AtomicLong passed = new AtomicLong();

  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Override
  public long getAsLong() {
    return passed.get();
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(passed.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
