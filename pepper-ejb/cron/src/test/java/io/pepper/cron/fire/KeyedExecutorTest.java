package io.pepper.cron.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.JobName;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedExecutorTest {
  private final Map<Slot, AtomicInteger> inside = new ConcurrentHashMap<>();
  private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

  private static Slot slot(int number) {
    return new Slot(new JobName("job" + number), "0");
  }

  private void alone(Slot slot, Consumer<Slot> work) {
    AtomicInteger present = inside.computeIfAbsent(slot, key -> new AtomicInteger());
    if (present.incrementAndGet() > 1) {
      mistakes.add("two at " + slot);
    }
    work.accept(slot);
    present.decrementAndGet();
  }

  @Test
  void looksOnceMoreWhenAskedMeanwhile() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    KeyedExecutor executor =
        new KeyedExecutor(
            4,
            slot ->
                alone(
                    slot,
                    s -> {
                      looks.incrementAndGet();
                      began.countDown();
                      passed(go);
                    }));
    executor.submit(slot(1));
    began.await();
    executor.submit(slot(1));
    executor.submit(slot(1));
    go.countDown();
    await().until(() -> looks.get() == 2);
    assertThat(mistakes).isEmpty();
  }

  /** What was asked for after the last change is looked at after it, whatever the interleaving. */
  @Test
  void missesNothingAndNeverLooksTwiceAtOnce() {
    Map<Slot, AtomicInteger> truth = new ConcurrentHashMap<>();
    Map<Slot, Integer> seen = new ConcurrentHashMap<>();
    AtomicInteger working = new AtomicInteger();
    KeyedExecutor executor =
        new KeyedExecutor(
            8,
            slot ->
                alone(
                    slot,
                    s -> {
                      if (working.incrementAndGet() > 8) {
                        mistakes.add("more than eight work");
                      }
                      seen.put(s, truth.get(s).get());
                      Thread.yield();
                      working.decrementAndGet();
                    }));
    IntStream.range(0, 50).forEach(i -> truth.put(slot(i), new AtomicInteger()));
    IntStream.range(0, 100_000)
        .parallel()
        .forEach(i -> {
          Slot slot = slot(ThreadLocalRandom.current().nextInt(50));
          truth.get(slot).incrementAndGet();
          executor.submit(slot);
        });
    await()
        .untilAsserted(() ->
            truth.forEach((slot, count) -> assertThat(seen.get(slot)).isEqualTo(count.get())));
    assertThat(mistakes).isEmpty();
  }

  @Test
  void goesOnAfterAFailure() {
    AtomicInteger looks = new AtomicInteger();
    KeyedExecutor executor =
        new KeyedExecutor(
            1,
            slot -> {
              looks.incrementAndGet();
              throw new IllegalStateException("on purpose");
            });
    executor.submit(slot(1));
    await().until(() -> looks.get() == 1);
    executor.submit(slot(1));
    await().until(() -> looks.get() == 2);
  }

  @Test
  void waitsForLooksUnderWayAndBeginsNoOther() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    KeyedExecutor executor =
        new KeyedExecutor(
            4,
            slot -> {
              began.countDown();
              passed(go);
              done.incrementAndGet();
            });
    executor.submit(slot(1));
    began.await();
    assertThat(executor.close(Duration.ofMillis(50))).isFalse();
    go.countDown();
    assertThat(executor.close(Duration.ofSeconds(30))).isTrue();
    assertThat(done).hasValue(1);
    executor.submit(slot(2));
    await().during(Duration.ofMillis(200)).until(() -> done.get() == 1);
  }

  private static void passed(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
