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

/** Waits until this node has heard of something by its watch. One thread waits at a time. */
public final class ReadYourWritesBarrier {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RegistryView book;
  private final Semaphore told = new Semaphore(0);

  public ReadYourWritesBarrier(RegistryView book) {
    this.book = book;
  }

  /** The watch told something. */
  public void told() {
    told.release();
  }

  /**
   * @throws CoordinationUnavailableException if it does not hear in time
   */
  void await(long revision) throws InterruptedException {
    await(() -> book.locked(book::delivered) >= revision);
  }

  /** Waits until the book knows better than the writes do, where others were faster. */
  void awaitOthers(Coordination coordination, Collection<RecordWrite> writes)
      throws InterruptedException {
    List<RecordWrite> stale = new ArrayList<>();
    for (RecordWrite write : writes) {
      long there = coordination.get(write.place().path()).map(Entry::revision).orElse(0L);
      if (there != write.expected()) {
        stale.add(write);
      }
    }
    await(() -> book.locked(() -> stale.stream().noneMatch(this::isStillExpected)));
  }

  private boolean isStillExpected(RecordWrite write) {
    return book.revision(write.place().path()) == write.expected();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !told.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        throw new CoordinationUnavailableException(
            "what was changed %s ago was not told".formatted(PATIENCE), null);
      }
      told.drainPermits();
    }
  }
}
