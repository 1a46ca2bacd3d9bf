package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class HarmlessMessagesTest {
  private final HarmlessMessages messages = new HarmlessMessages();

  @Test
  void areLeftOutAndCounted() {
    LogRecord record = record("Admin Console Adapter: context root: {0}", null);
    record.setParameters(new Object[] {"/admin"});

    assertThat(messages.isLoggable(record)).isFalse();
    assertThat(messages.count()).isOne();
  }

  @Test
  void areNoOthersOfTheSameLogger() {
    assertThat(messages.isLoggable(record("pepper-ear was successfully deployed", null))).isTrue();
    assertThat(messages.isLoggable(record(null, null))).isTrue();
    assertThat(messages.count()).isZero();
  }

  @Test
  void areNoneThatComeWithAFailure() {
    assertThat(messages.isLoggable(record("Admin Console Adapter: context root", new Exception())))
        .isTrue();
  }

  private static LogRecord record(String text, Throwable failure) {
    LogRecord record = new LogRecord(Level.INFO, text);
    record.setLoggerName("javax.enterprise.system.core");
    record.setThrown(failure);
    return record;
  }
}
