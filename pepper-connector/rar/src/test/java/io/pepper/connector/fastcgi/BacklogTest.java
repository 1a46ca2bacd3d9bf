package io.pepper.connector.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long MS = 1_000_000;

  private final Backlog backlog = new Backlog();

  @Test
  void aFreshRequestThatIsPassedOverGetsAChild() {
    backlog.connected("waiting", 0, 0);

    assertThat(backlog.wantsChildAfter(10 * MS, 3, 11 * MS)).isFalse();
    assertThat(backlog.wantsChildAfter(30 * MS, 3, 31 * MS)).isTrue();
    assertThat(backlog.wantsChildAfter(31 * MS, 3, 32 * MS)).isFalse();
    assertThat(backlog.wantsChildAfter(45 * MS, 3, 46 * MS)).isTrue();
  }

  @Test
  void anAnswerProvesThatAllEarlierConnectionsHaveAChild() {
    backlog.connected("slow", 0, 0);
    backlog.connected("quick", 0, MS);

    backlog.answered("quick", 2);

    assertThat(backlog.wantsChildAfter(500 * MS, 2, 501 * MS)).isFalse();
    assertThat(backlog.wantsIdleChild(500 * MS)).isFalse();
  }

  @Test
  void connectionsAreCappedByTheChildrenSeenAndOneProbeASecondFindsMore() {
    backlog.connected("waiting", 0, 0);
    assertThat(backlog.admits(100, 0)).isTrue();

    backlog.wantsChildAfter(30 * MS, 3, 30 * MS);

    assertThat(backlog.admits(1, 31 * MS)).isTrue();
    assertThat(backlog.admits(2, 31 * MS)).isFalse();
    assertThat(backlog.admits(2, 1031 * MS)).isTrue();
    assertThat(backlog.admits(2, 1032 * MS)).isFalse();

    backlog.answered("waiting", 3);
    assertThat(backlog.admits(2, 1033 * MS)).isTrue();
    assertThat(backlog.admits(3, 1033 * MS)).isFalse();
  }

  @Test
  void aSlowNetworkEarnsMorePatience() {
    backlog.connected("far away", 50 * MS, 0);

    assertThat(backlog.wantsChildAfter(200 * MS, 2, 201 * MS)).isFalse();
    assertThat(backlog.wantsChildAfter(221 * MS, 2, 222 * MS)).isTrue();
  }

  @Test
  void aConnectionThatIsGoneNeedsNoChild() {
    backlog.connected("waiting", 0, 0);

    backlog.gone("waiting");

    assertThat(backlog.wantsChildAfter(500 * MS, 1, 501 * MS)).isFalse();
  }
}
