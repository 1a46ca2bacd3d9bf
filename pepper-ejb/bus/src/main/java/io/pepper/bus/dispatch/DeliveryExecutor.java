package io.pepper.bus.dispatch;

import io.pepper.concurrent.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of deliveries. A platform thread waits for php-fpm in the kernel; a virtual one waits
 * through a poller, which costs about 10 µs more for each job, a third of the time of a short
 * script. So the first 64 deliveries of a node get platform threads, and any number beyond them
 * virtual ones (docs/adr/0034-first-deliveries-on-platform-threads.md).
 */
final class DeliveryExecutor implements Executor, AutoCloseable {
  private static final int MAX_PLATFORM_THREADS = 64;
  private static final long IDLE_SECONDS = 30;

  private final AtomicLong count = new AtomicLong();
  private final ThreadPoolExecutor platform =
      new ThreadPoolExecutor(
          0,
          MAX_PLATFORM_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> Threads.platform("pepper-deliver-" + count.incrementAndGet()).unstarted(work),
          (work, full) -> Threads.virtual("pepper-deliver").start(work));

  @Override
  public void execute(Runnable work) {
    platform.execute(work);
  }

  /** Lets running deliveries end; later ones run on virtual threads. */
  @Override
  public void close() {
    platform.shutdown();
  }
}
