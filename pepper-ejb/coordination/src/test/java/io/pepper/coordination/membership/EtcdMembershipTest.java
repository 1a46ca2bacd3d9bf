package io.pepper.coordination.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.etcd.EtcdCoordination;
import io.pepper.fixtures.EtcdServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EtcdMembershipTest extends MembershipContract {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static EtcdServer server;

  @BeforeAll
  static void startServer() {
    server = new EtcdServer().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void deleteTheKeysOfTheLastTest() {
    here.list("").entries().forEach(entry -> here.delete(entry.key()));
  }

  @Override
  Coordination connect() {
    return new EtcdCoordination(List.of(server.url()), Duration.ofHours(1));
  }

  @Test
  void noticesByItsOwnClockThatItsLeaseIsLostWhileTheServerIsDead() {
    NodeMembership<TestMember> node = member(here, "home");
    node.check();
    final String before = incarnation(node);
    server.kill();
    await().atMost(SOON).until(() -> node.current().isEmpty());
    assertThat(node.check()).isFalse();
    assertThat(events).containsExactly("home joined", "home lost");
    server.start();
    await().atMost(SOON).until(node::check);
    assertThat(incarnation(node)).isNotEqualTo(before);
    assertThat(events).containsExactly("home joined", "home lost", "home joined");
  }

  @Test
  void electsAnotherAfterTheTermOfALeaderThatDied() {
    LeaderElection first = candidate(here, "n1");
    LeaderElection second = candidate(elsewhere, "n2");
    assertThat(first.stand()).isTrue();
    server.kill();
    await().atMost(SOON).until(() -> !first.isLeader());
    assertThatThrownBy(second::stand).isInstanceOf(CoordinationUnavailableException.class);
    server.start();
    await()
        .atMost(SOON)
        .ignoreException(CoordinationUnavailableException.class)
        .until(second::stand);
    assertThat(first.isLeader()).isFalse();
  }
}
