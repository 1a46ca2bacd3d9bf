package io.pepper.concurrent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one source of the application's own threads. Each has a name, which the table in
 * docs/architecture.md, Threads explains, keeps no JVM alive, and logs what ends it unexpectedly.
 * Safe for any number of threads; the builders are not.
 */
public final class Threads {
  private static final Logger LOG = System.getLogger(Threads.class.getName());

  private Threads() {}

  /** Returns a builder of virtual threads, for work that waits. */
  public static Thread.Builder.OfVirtual virtual(String name) {
    return Thread.ofVirtual().name(name).uncaughtExceptionHandler(Threads::log);
  }

  /**
   * Returns a builder of virtual threads whose names end with a number.
   *
   * @param first the first thread's number; each further one has the next
   */
  public static Thread.Builder.OfVirtual virtual(String prefix, long first) {
    return Thread.ofVirtual().name(prefix, first).uncaughtExceptionHandler(Threads::log);
  }

  /**
   * Returns a builder of daemon platform threads, for work that must not depend on how busy the
   * carriers of virtual threads are, or that would hold its carrier.
   */
  public static Thread.Builder.OfPlatform platform(String name) {
    return Thread.ofPlatform().daemon().name(name).uncaughtExceptionHandler(Threads::log);
  }

  /**
   * Returns a builder of daemon platform threads whose names end with a number.
   *
   * @param first the first thread's number; each further one has the next
   */
  public static Thread.Builder.OfPlatform platform(String prefix, long first) {
    return Thread.ofPlatform().daemon().name(prefix, first).uncaughtExceptionHandler(Threads::log);
  }

  /**
   * Returns an executor with a new virtual thread for each task. It has no limit: whoever hands
   * tasks to it bounds them.
   *
   * @param name of every thread
   */
  public static ExecutorService perTask(String name) {
    return Executors.newThreadPerTaskExecutor(virtual(name).factory());
  }

  private static void log(Thread thread, Throwable failure) {
    LOG.log(Level.ERROR, "thread " + thread.getName() + " ended unexpectedly", failure);
  }
}
