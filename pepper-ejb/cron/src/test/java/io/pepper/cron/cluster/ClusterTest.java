package io.pepper.cron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.LeasedKey;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.cron.definition.After.On;
import io.pepper.cron.definition.JobName;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Slot SLOT = new Slot(new JobName("job"), "0");
  private static final String DEFINITION = "cron/jobs/job";

  @TempDir Path data;
  private final Queue<LastDecision> decided = new ConcurrentLinkedQueue<>();
  private LostAnswers coordination;
  private ClusterView view;
  private Cluster cluster;
  private MembershipLease<CronMember> standing;
  private Cluster.Authority authority;

  @BeforeEach
  void open() {
    Coordination real = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    coordination = new LostAnswers(real);
    view = new ClusterView(coordination, Clock.systemUTC(), new Decisions());
    view.open();
    cluster = new Cluster(coordination, view);
    CronMember member = new CronMember("n1", "life", Set.of("default"), "home");
    LeasedKey claim =
        LeasedKey.claim(
                coordination, CronKeys.node("n1"), 0, member.toBytes(), Duration.ofMinutes(1))
            .orElseThrow();
    standing = new MembershipLease<>(member, claim);
    authority =
        new Cluster.Authority(standing, DEFINITION, coordination.put(DEFINITION, new byte[0]));
  }

  @AfterEach
  void close() {
    view.close();
    coordination.close();
  }

  private static RunLease lease(String run) {
    return new RunLease(SLOT, run, "n1", "life", NOON, 0);
  }

  private boolean taken(SlotState seen, String run) {
    return cluster.claim(
        authority,
        seen,
        Claim.NONE.withDecision(LastDecision.of(lease(run))),
        lease(run),
        Set.of(),
        Optional.empty());
  }

  @Test
  void completionsCountOnceThoughTheAnswerWasLost() {
    assertThat(taken(SlotState.NEW, "a1")).isTrue();
    coordination.loseNext(change -> true);
    assertThatThrownBy(() -> cluster.complete(lease("a1"), true, 1, NOON))
        .isInstanceOf(CoordinationUnavailableException.class);

    cluster.complete(lease("a1"), true, 1, NOON);

    await().until(() -> view.completions(SLOT.job()).count(On.SUCCESS) == 1);
    JobCompletions stored =
        JobCompletions.read(
            coordination.get(CronKeys.completions(SLOT.job())).orElseThrow().value());
    assertThat(stored.count(On.ANY)).isEqualTo(1);
  }

  @Test
  void anOrderIsNotTakenByWhoHasNotSeenTheRunBefore() {
    assertThat(taken(SlotState.NEW, "a1")).isTrue();
    RunRequest order = new RunRequest(SLOT, "b2", NOON, "somebody", false, 0);
    cluster.request(List.of(order));
    RunRequest placed =
        RunRequest.read(
            SLOT, "b2", order.toBytes(), coordination.get(order.key()).orElseThrow().revision());

    assertThat(take(SlotState.NEW, placed)).isFalse();
    assertThat(take(cluster.readSlot(SLOT), placed)).isTrue();
    assertThat(cluster.readSlot(SLOT).running().keySet()).containsExactlyInAnyOrder("a1", "b2");
  }

  private boolean take(SlotState seen, RunRequest order) {
    Claim claim = seen.claim().orElse(Claim.NONE).withDecision(LastDecision.of(lease(order.run())));
    return cluster.claim(authority, seen, claim, lease(order.run()), Set.of(), Optional.of(order));
  }

  @Test
  void tellsWhatWasDecidedAndByWhom() {
    taken(SlotState.NEW, "a1");
    SlotState seen = cluster.readSlot(SLOT);
    LastDecision left = new LastDecision("b2", NOON.plusSeconds(1), "n1", "life", "missed");
    cluster.skip(authority, SLOT, seen, seen.claim().orElseThrow().withDecision(left));

    await().until(() -> decided.size() == 2);
    assertThat(decided).containsExactly(LastDecision.of(lease("a1")), left);
    assertThat(view.lastDecisions()).isEqualTo(Map.of(SLOT, left));
  }

  private final class Decisions implements ClusterListener {
    @Override
    public void decided(Slot slot, LastDecision trace) {
      decided.add(trace);
    }

    @Override
    public void memberEnded(CronMember member) {}

    @Override
    public void slotChanged(Slot slot) {}

    @Override
    public void runsChanged(JobName job) {}

    @Override
    public void completed(JobName job) {}

    @Override
    public void stopRequested(String run, String why) {}

    @Override
    public void maintenanceChanged() {}
  }
}
