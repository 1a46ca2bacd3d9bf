package io.pepper.coordination.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link NodeMembership}, {@link LeaderElection} and {@link LeasedKey}. */
@SuppressWarnings("try") // watches are opened for what they tell, not to be used
abstract class MembershipContract {
  static final Duration TTL = Duration.ofSeconds(2);
  private static final String KEY = "contract/nodes/n1";
  private static final String WORK = "contract/work";

  /** The events of all listeners, in order. */
  final List<String> events = new CopyOnWriteArrayList<>();

  Coordination here;
  Coordination elsewhere;
  private final List<AutoCloseable> open = new ArrayList<>();

  /** The coordination as a node sees it; the same for all nodes if it is not shared. */
  abstract Coordination connect();

  @BeforeEach
  void connectBoth() {
    here = connect();
    elsewhere = here.isShared() ? connect() : here;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    elsewhere.close();
    here.close();
  }

  NodeMembership<TestMember> member(Coordination coordination, String home) {
    NodeMembership<TestMember> membership =
        new NodeMembership<>(
            coordination,
            new MembershipTerms("the contract", "n1", KEY, home, TTL),
            TestMember.at(home),
            new Events(home));
    open.add(membership);
    return membership;
  }

  LeaderElection candidate(Coordination coordination, String node) {
    LeaderElection election = new LeaderElection(coordination, WORK, node, TTL);
    open.add(election);
    return election;
  }

  static String incarnation(NodeMembership<TestMember> node) {
    return node.current().orElseThrow().member().incarnation();
  }

  @Test
  void showsTheMemberToAllNodesUnderItsLease() {
    NodeMembership<TestMember> node = member(here, "home");
    assertThat(node.current()).isEmpty();
    assertThat(node.check()).isTrue();
    MembershipLease<TestMember> joined = node.current().orElseThrow();
    Coordination.Entry seen = elsewhere.get(KEY).orElseThrow();
    assertThat(TestMember.at("home").read(seen.value())).isEqualTo(joined.member());
    assertThat(seen.revision()).isEqualTo(joined.revision());
    assertThat(node.check()).isTrue();
    assertThat(node.current()).contains(joined);
    assertThat(events).containsExactly("home joined");
  }

  @Test
  void leavesAtOnceWhenItIsClosed() {
    NodeMembership<TestMember> node = member(here, "home");
    node.check();
    node.close();
    assertThat(node.current()).isEmpty();
    assertThat(elsewhere.get(KEY)).isEmpty();
    assertThat(events).containsExactly("home joined");
  }

  @Test
  void waitsWhileAnotherInstallationHasTheName() {
    NodeMembership<TestMember> first = member(here, "home");
    first.check();
    NodeMembership<TestMember> second = member(elsewhere, "other");
    assertThat(second.check()).isFalse();
    assertThat(second.current()).isEmpty();
    assertThat(first.check()).isTrue();
    first.close();
    assertThat(second.check()).isTrue();
    assertThat(events).containsExactly("home joined", "other joined");
  }

  @Test
  void waitsWhileTheKeyHoldsWhatItCannotRead() {
    here.put(KEY, "no member".getBytes(UTF_8));
    NodeMembership<TestMember> node = member(here, "home");
    assertThat(node.check()).isFalse();
    here.put(KEY, "{}".getBytes(UTF_8));
    assertThat(node.check()).isFalse();
    here.delete(KEY);
    assertThat(node.check()).isTrue();
  }

  @Test
  void takesOverFromItsOwnFormerIncarnationWithoutWaitingForItsLease() {
    Lease ofTheDead = elsewhere.grant(Duration.ofHours(1));
    here.compareAndPut(KEY, 0, new TestMember("dead", "home").toBytes(), Optional.of(ofTheDead));
    NodeMembership<TestMember> node = member(here, "home");
    assertThat(node.check()).isTrue();
    assertThat(incarnation(node)).isNotEqualTo("dead");
    assertThat(events).containsExactly("home replaced dead", "home joined");
    ofTheDead.close();
    assertThat(here.get(KEY)).isPresent();
  }

  @Test
  void staysOutsideWhileTheTracesOfItsFormerIncarnationCannotBeCleared() {
    here.put(KEY, new TestMember("dead", "home").toBytes());
    List<Boolean> wasMember = new ArrayList<>();
    NodeMembership<TestMember> node =
        new NodeMembership<>(
            here,
            new MembershipTerms("the contract", "n1", KEY, "home", TTL),
            TestMember.at("home"),
            new MembershipListener<>() {
              @Override
              public void replaced(TestMember former) {
                wasMember.add(here.get(KEY).isEmpty());
                throw new CoordinationUnavailableException("not now", null);
              }
            });
    open.add(node);
    assertThat(node.check()).isFalse();
    assertThat(node.current()).isEmpty();
    assertThat(here.get(KEY)).isEmpty();
    assertThat(wasMember).containsExactly(false);
    assertThat(node.check()).isTrue();
  }

  @Test
  void joinsAnewUnderAnotherIncarnationWhenItsLeaseIsLost() {
    NodeMembership<TestMember> node = member(here, "home");
    node.check();
    MembershipLease<TestMember> lost = node.current().orElseThrow();
    lost.lease().close();
    assertThat(node.current()).isEmpty();
    assertThat(node.check()).isTrue();
    assertThat(incarnation(node)).isNotEqualTo(lost.member().incarnation());
    assertThat(lost.isHeld()).isFalse();
    assertThat(events).containsExactly("home joined", "home lost", "home joined");
  }

  @Test
  void neverRepeatsAnIncarnation() {
    Set<String> incarnations = ConcurrentHashMap.newKeySet();
    try (KeyWatch watch =
        elsewhere.watch(
            KEY,
            change ->
                change
                    .value()
                    .map(TestMember.at("home")::read)
                    .ifPresent(member -> incarnations.add(member.incarnation())))) {
      for (int i = 0; i < 5; i++) {
        NodeMembership<TestMember> node = member(i % 2 == 0 ? here : elsewhere, "home");
        assertThat(node.check()).isTrue();
        node.close();
      }
      await().until(() -> incarnations.size() == 5);
    }
  }

  @Test
  void claimsNothingAndLeavesNoLeaseWhenAnotherProcessWasFaster() {
    here.put(WORK, "theirs".getBytes(UTF_8));
    assertThat(LeasedKey.claim(here, WORK, 0, "mine".getBytes(UTF_8), TTL)).isEmpty();
    long revision = here.get(WORK).orElseThrow().revision();
    LeasedKey claim =
        LeasedKey.claim(here, WORK, revision, "mine".getBytes(UTF_8), TTL).orElseThrow();
    assertThat(claim.isHeld()).isTrue();
    assertThat(elsewhere.get(WORK).orElseThrow().revision()).isEqualTo(claim.revision());
    claim.close();
    assertThat(claim.isHeld()).isFalse();
    assertThat(elsewhere.get(WORK)).isEmpty();
  }

  @Test
  void electsOneAtATime() {
    List<LeaderElection> candidates =
        List.of(candidate(here, "n1"), candidate(elsewhere, "n2"), candidate(elsewhere, "n3"));
    candidates.parallelStream().forEach(LeaderElection::stand);
    List<LeaderElection> leaders = candidates.stream().filter(LeaderElection::isLeader).toList();
    assertThat(leaders).hasSize(1);
    assertThat(candidates.stream().map(LeaderElection::stand).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(leaders.getFirst().isLeader()).isTrue();
  }

  @Test
  void electsAnotherAtOnceWhenTheLeaderGivesUp() {
    LeaderElection first = candidate(here, "n1");
    LeaderElection second = candidate(elsewhere, "n2");
    assertThat(first.stand()).isTrue();
    assertThat(second.stand()).isFalse();
    first.close();
    assertThat(first.isLeader()).isFalse();
    assertThat(second.stand()).isTrue();
    assertThat(new String(here.get(WORK).orElseThrow().value(), UTF_8)).isEqualTo("n2");
  }

  private final class Events implements MembershipListener<TestMember> {
    private final String home;

    Events(String home) {
      this.home = home;
    }

    @Override
    public void replaced(TestMember former) {
      events.add(home + " replaced " + former.incarnation());
    }

    @Override
    public void joined(MembershipLease<TestMember> membership) {
      events.add(home + " joined");
    }

    @Override
    public void lost(MembershipLease<TestMember> membership) {
      events.add(home + " lost");
    }
  }
}
