package io.pepper.connector.fastcgi.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.connector.fastcgi.FastCgiAddress;
import org.junit.jupiter.api.Test;

class FinishingChildrenTest {
  private final FinishingChildren children =
      new FinishingChildren(
          FastCgiAddress.parse("127.0.0.1:9000"), System::nanoTime, child -> {}, child -> {});

  @Test
  void oneLateAnswerIsAHiccup() {
    children.observe(true);

    assertThat(children.wereSeen()).isTrue();
    assertThat(children.areMany()).isFalse();
  }

  @Test
  void twoInARowAreManyUntilOthersFollow() {
    children.observe(true);
    children.observe(true);
    assertThat(children.areMany()).isFalse();

    children.observe(true);
    assertThat(children.areMany()).isTrue();

    for (int i = 0; i < 16; i++) {
      children.observe(false);
    }
    assertThat(children.areMany()).isFalse();
    assertThat(children.wereSeen()).isTrue();
  }
}
