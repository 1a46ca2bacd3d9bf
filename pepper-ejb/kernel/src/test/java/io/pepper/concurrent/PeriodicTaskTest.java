package io.pepper.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void repeatsUntilItIsClosed() {
    PeriodicTask task =
        PeriodicTask.every(
                Threads.virtual("test"), Duration.ofMillis(1), () -> runs.incrementAndGet())
            .start();
    await().until(() -> runs.get() > 3);
    task.close();
    int before = runs.get();
    await().during(Duration.ofMillis(50)).until(() -> runs.get() == before);
  }

  @Test
  void waitsAsLongAsTheRunSays() {
    PeriodicTask task =
        PeriodicTask.of(
                Threads.platform("test"),
                Duration.ZERO,
                () -> runs.incrementAndGet() < 3 ? Duration.ZERO : Duration.ofHours(1))
            .start();
    await().until(() -> runs.get() == 3);
    await().during(Duration.ofMillis(50)).until(() -> runs.get() == 3);
    // An hour is left of the pause: closing does not wait for it.
    task.close();
    assertThat(task.isEnding()).isTrue();
  }

  @Test
  void waitsForTheRunUnderWayWhenItIsClosedButNotWhenItIsEnded() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    PeriodicTask task =
        PeriodicTask.of(
                Threads.virtual("test"),
                Duration.ZERO,
                () -> {
                  begun.countDown();
                  go.await();
                  runs.incrementAndGet();
                  return Duration.ZERO;
                })
            .start();
    begun.await();
    task.end();
    assertThat(runs).hasValue(0);
    go.countDown();
    task.close();
    assertThat(runs).hasValue(1);
  }

  @Test
  void canBeEndedByItsOwnRun() {
    AtomicReference<PeriodicTask> self = new AtomicReference<>();
    self.set(
        PeriodicTask.every(
            Threads.virtual("test"),
            Duration.ZERO,
            () -> {
              if (runs.incrementAndGet() == 3) {
                self.get().end();
              }
            }));
    self.get().start();
    await().until(self.get()::isEnding);
    await().during(Duration.ofMillis(50)).until(() -> runs.get() == 3);
  }

  @Test
  void runsNothingWhenItIsClosedBeforeItStarts() {
    PeriodicTask task =
        PeriodicTask.every(Threads.platform("test"), Duration.ZERO, runs::incrementAndGet);
    task.close();
    task.start().close();
    assertThat(runs).hasValue(0);
  }

  @Test
  void endsWithARunThatFails() {
    PeriodicTask task =
        PeriodicTask.every(
            Threads.platform("test of a task that fails"),
            Duration.ZERO,
            () -> {
              runs.incrementAndGet();
              throw new IllegalStateException("expected by this test");
            });
    task.start();
    await().until(() -> runs.get() == 1);
    await().during(Duration.ofMillis(50)).until(() -> runs.get() == 1);
    task.close();
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    PeriodicTask.of(
            Threads.virtual("test"),
            Duration.ZERO,
            () -> {
              runs.incrementAndGet();
              Thread.currentThread().interrupt();
              return Duration.ofHours(1);
            })
        .start();
    await().until(() -> runs.get() == 1);
    await().during(Duration.ofMillis(50)).until(() -> runs.get() == 1);
  }
}
