package io.pepper.cron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.definition.JobName;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CronMembershipTest {
  @TempDir Path folder;
  private Coordination coordination;
  private final List<CronMembership> open = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", folder.toString())));
  }

  @AfterEach
  void close() {
    open.forEach(CronMembership::close);
    coordination.close();
  }

  private CronMembership member(String node, String home) {
    CronMembership membership =
        new CronMembership(
            coordination, node, Set.of("default"), home, Duration.ofSeconds(5), new Notes(home));
    open.add(membership);
    membership.open();
    return membership;
  }

  private final class Notes implements CronMembership.IncarnationListener {
    private final String home;

    Notes(String home) {
      this.home = home;
    }

    @Override
    public void joined(MembershipLease<CronMember> standing) {
      events.add(home + " joined");
    }

    @Override
    public void lost(MembershipLease<CronMember> standing) {
      events.add(home + " lost");
    }

    @Override
    public boolean looked() {
      return false;
    }
  }

  @Test
  void leavesAtOnceWhenItStops() {
    CronMembership node = member("n1", "here");
    await().until(() -> node.standing().isPresent());
    assertThat(coordination.get(CronKeys.node("n1"))).isPresent();
    node.close();
    assertThat(node.standing()).isEmpty();
    assertThat(coordination.get(CronKeys.node("n1"))).isEmpty();
  }

  @Test
  void aSecondNodeOfTheSameNameWaitsUntilTheFirstIsGone() {
    CronMembership first = member("n1", "here");
    await().until(() -> first.standing().isPresent());
    CronMembership second = member("n1", "elsewhere");
    await().during(Duration.ofSeconds(2)).until(() -> second.standing().isEmpty());
    assertThat(first.standing()).isPresent();
    first.close();
    await().until(() -> second.standing().isPresent());
    assertThat(events).containsExactly("here joined", "elsewhere joined");
  }

  @Test
  void aNewLifeInTheSamePlaceTakesOverAtOnce() {
    Coordination.Lease lease = coordination.grant(Duration.ofHours(1));
    CronMember former = new CronMember("n1", "former", Set.of("default"), "here");
    Slot slot = new Slot(new JobName("job"), "0");
    RunLease left = new RunLease(slot, "a1", "n1", "former", Instant.EPOCH, 0);
    RunLease other = new RunLease(slot, "b2", "n2", "other", Instant.EPOCH, 0);
    coordination.commit(
        Transaction.unconditional()
            .put(CronKeys.node("n1"), former.toBytes(), lease)
            .put(left.key(), left.toBytes(), lease)
            .put(other.key(), other.toBytes(), lease));
    CronMembership node = member("n1", "here");
    await().until(() -> node.standing().isPresent());
    assertThat(node.standing().orElseThrow().member().incarnation()).isNotEqualTo("former");
    assertThat(coordination.get(left.key())).isEmpty();
    assertThat(coordination.get(other.key())).isPresent();
  }

  @Test
  void joinsAnewUnderAnotherLifeWhenItsLeaseIsLost() {
    CronMembership node = member("n1", "here");
    await().until(() -> node.standing().isPresent());
    MembershipLease<CronMember> before = node.standing().orElseThrow();
    before.lease().close();
    await()
        .until(() ->
            node.standing()
                .filter(now -> !now.member().incarnation().equals(before.member().incarnation()))
                .isPresent());
    assertThat(events).containsExactly("here joined", "here lost", "here joined");
  }
}
