package io.pepper.bus.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that carry deliveries. A platform thread waits for php-fpm in the kernel; a virtual
 * one through a poller, which costs about 10 µs more for each job, a third of what a short script
 * takes. So the first few deliveries of a node get platform threads, and any number beyond them
 * virtual ones.
 */
final class DeliveryExecutor implements Executor, AutoCloseable {
  private static final int PLATFORM_THREADS = 64;
  private static final long IDLE_SECONDS = 30;

  private final AtomicLong count = new AtomicLong();
  private final ThreadPoolExecutor platform =
      new ThreadPoolExecutor(
          0,
          PLATFORM_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work ->
              Thread.ofPlatform()
                  .daemon()
                  .name("pepper-deliver-" + count.incrementAndGet())
                  .unstarted(work),
          (work, full) -> Thread.ofVirtual().name("pepper-deliver").start(work));

  @Override
  public void execute(Runnable work) {
    platform.execute(work);
  }

  /** Lets what runs end; whoever comes later runs on a virtual thread. */
  @Override
  public void close() {
    platform.shutdown();
  }
}
