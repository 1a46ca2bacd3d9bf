package io.pepper.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  @Test
  void namesItsThreadsAndKeepsNoJvmAlive() {
    Thread numbered = Threads.platform("pepper-test-", 7).unstarted(() -> {});
    assertThat(numbered.getName()).isEqualTo("pepper-test-7");
    assertThat(numbered.isDaemon()).isTrue();
    assertThat(Threads.virtual("pepper-test").unstarted(() -> {}).getName())
        .isEqualTo("pepper-test");
  }

  @Test
  void startsAThreadOfTheNameForEachTask() throws Exception {
    try (ExecutorService executor = Threads.perTask("pepper-test")) {
      Callable<Thread> self = Thread::currentThread;
      Thread one = executor.submit(self).get();
      Thread other = executor.submit(self).get();
      assertThat(one).isNotSameAs(other);
      assertThat(one.isVirtual()).isTrue();
      assertThat(other.getName()).isEqualTo("pepper-test");
    }
  }

  @Test
  void logsWhatEndsAThread() throws InterruptedException {
    AtomicReference<LogRecord> logged = new AtomicReference<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.set(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(Threads.class.getName());
    log.addHandler(handler);
    try {
      Thread thread =
          Threads.virtual("pepper-test")
              .start(() -> {
                throw new IllegalStateException("expected by this test");
              });
      thread.join();
      assertThat(logged.get().getMessage()).contains("pepper-test");
      assertThat(logged.get().getThrown()).hasMessage("expected by this test");
    } finally {
      log.removeHandler(handler);
    }
  }
}
