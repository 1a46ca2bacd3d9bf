package io.pepper.discovery.cluster.publish;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The wait for this node's own watch: a writer goes on when the watch has delivered what it wrote.
 * One thread waits at a time.
 */
public final class ReadYourWritesBarrier {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final RegistryView view;
  private final Semaphore signals = new Semaphore(0);

  public ReadYourWritesBarrier(RegistryView view) {
    this.view = view;
  }

  /** Signals that the watch has delivered something. */
  public void signal() {
    signals.release();
  }

  /**
   * @throws CoordinationUnavailableException if it does not hear in time
   */
  void await(long revision) throws InterruptedException {
    await(() -> view.locked(view::delivered) >= revision);
  }

  /** Waits until the view has what other nodes wrote first. */
  void awaitOthers(Coordination coordination, Collection<RecordWrite> writes)
      throws InterruptedException {
    List<RecordWrite> stale = new ArrayList<>();
    for (RecordWrite write : writes) {
      long there = coordination.get(write.recordKey().path()).map(Entry::revision).orElse(0L);
      if (there != write.expected()) {
        stale.add(write);
      }
    }
    await(() -> view.locked(() -> stale.stream().noneMatch(this::isStillExpected)));
  }

  private boolean isStillExpected(RecordWrite write) {
    return view.revision(write.recordKey().path()) == write.expected();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !signals.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        throw new CoordinationUnavailableException(
            "what was changed %s ago was not told".formatted(TIMEOUT), null);
      }
      signals.drainPermits();
    }
  }
}
