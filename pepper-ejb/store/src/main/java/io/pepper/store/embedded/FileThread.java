package io.pepper.store.embedded;

import io.pepper.concurrent.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that looks after the files of the log, which ends while there is nothing to do. */
final class FileThread {
  private static final long IDLE_SECONDS = 10;

  private FileThread() {}

  /** Returns an executor of one thread; what is handed to it is bounded by the log. */
  static ExecutorService executor() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Threads.platform("pepper-jobs-files").factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
