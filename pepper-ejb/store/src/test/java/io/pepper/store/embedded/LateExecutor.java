package io.pepper.store.embedded;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** An executor whose tasks wait for a while, by chance, and run on the caller's thread. */
final class LateExecutor extends AbstractExecutorService {
  private static final int MAX_WAITING = 3;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Random random;

  LateExecutor(Random random) {
    this.random = random;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    while (waiting.size() >= MAX_WAITING) {
      waiting.remove().run();
    }
  }

  /** Runs none, some or all of what waits. */
  void runSome() {
    for (int i = random.nextInt(waiting.size() + 1); i > 0; i--) {
      waiting.remove().run();
    }
  }

  /** Runs all of what waits. */
  void runAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  @Override
  public void shutdown() {
    // Holds no thread.
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
