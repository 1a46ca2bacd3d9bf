package io.pepper.client;

import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The sender of the newest load, at most once a second, on a virtual thread that lives while there
 * is something to send.
 */
final class LoadReporter {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Wire wire;
  private final Supplier<Parameters> identity;
  private final AtomicReference<Double> waiting = new AtomicReference<>();
  private final AtomicBoolean running = new AtomicBoolean();

  LoadReporter(Wire wire, Supplier<Parameters> identity) {
    this.wire = wire;
    this.identity = identity;
  }

  void report(double load) {
    waiting.set(load);
    startIfIdle();
  }

  private void startIfIdle() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("pepper-client-load").start(this::run);
    }
  }

  private void run() {
    try {
      Double load = waiting.getAndSet(null);
      while (load != null) {
        send(load);
        Thread.sleep(PAUSE);
        load = waiting.getAndSet(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.set(false);
    }
    if (waiting.get() != null) {
      startIfIdle();
    }
  }

  private void send(double load) throws InterruptedException {
    try {
      wire.postOnce("/discovery/load", identity.get().with("load", Double.toString(load)));
    } catch (UnreachableException e) {
      // The next report is as good.
    }
  }
}
