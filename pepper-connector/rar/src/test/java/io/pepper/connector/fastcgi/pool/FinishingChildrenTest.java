package io.pepper.connector.fastcgi.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.fastcgi.FastCgiAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FinishingChildrenTest {
  private static final long PROMPT = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(5);

  private final FinishingChildren children =
      new FinishingChildren(
          FastCgiAddress.parse("127.0.0.1:9000"), System::nanoTime, 1000, child -> {}, child -> {});

  @Test
  void oneLateAnswerIsAHiccup() {
    children.observe(LATE);

    assertThat(children.wereSeen()).isTrue();
    assertThat(children.areMany()).isFalse();
  }

  @Test
  void twoInARowAreManyUntilOthersFollow() {
    children.observe(LATE);
    children.observe(LATE);
    assertThat(children.areMany()).isFalse();

    children.observe(LATE);
    assertThat(children.areMany()).isTrue();

    for (int i = 0; i < 16; i++) {
      children.observe(PROMPT);
    }
    assertThat(children.areMany()).isFalse();
    assertThat(children.wereSeen()).isTrue();
  }

  @Test
  void trustIsEarnedByAThousandAndLostByOne() {
    for (int i = 0; i < 999; i++) {
      children.observe(PROMPT);
    }
    assertThat(children.areTrusted()).isFalse();

    children.observe(PROMPT);
    assertThat(children.areTrusted()).isTrue();

    children.observe(LATE);
    assertThat(children.areTrusted()).isFalse();
  }

  @Test
  void aClosedConnectionCostsTrust() {
    for (int i = 0; i < 1000; i++) {
      children.observe(PROMPT);
    }

    children.distrust();

    assertThat(children.areTrusted()).isFalse();
  }
}
