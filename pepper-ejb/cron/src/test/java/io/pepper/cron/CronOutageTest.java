package io.pepper.cron;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.coordination.Coordination;
import io.pepper.cron.CronCluster.Did;
import io.pepper.cron.cluster.LostAnswers;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nodes that share a real etcd: what becomes of runs when either is lost. */
class CronOutageTest extends CronClusterFixture {
  @Test
  void missedRunsAreTreatedAsTheJobSays() {
    for (String policy : List.of("skip", "once", "all")) {
      everySecond(policy, ",\"tolerance\":\"PT1S\",\"misfire\":\"" + policy + "\"");
    }
    soon().until(() -> cluster.done("all").size() >= 2);
    one.close();
    int before = cluster.done("all").size();
    Instant down = Instant.now();
    soon().until(() -> Instant.now().isAfter(down.plusSeconds(6)));
    assertThat(cluster.done("all")).hasSize(before);
    one = cluster.start("n1");
    soon().until(() -> cluster.done("all").size() >= before + 9);
    assertWithoutGaps(settled(cluster.done("all")), 1);
    assertThat(missing("skip")).isBetween(3L, 8L);
    assertThat(missing("once")).isBetween(2L, 7L);
    assertThat(one.latest("skip", RunState.SKIPPED))
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run.output()).contains("missed"));
  }

  private long missing(String job) {
    List<Instant> done = cluster.done(job).stream().map(Did::nominal).sorted().toList();
    assertThat(done).doesNotHaveDuplicates();
    return Duration.between(done.getFirst(), done.getLast()).toSeconds() + 1 - done.size();
  }

  @Test
  void tellsWhatWasLeftOutThoughTheAnswerWasLost() {
    AtomicReference<LostAnswers> wire = new AtomicReference<>();
    one.close();
    cluster.connecting(real -> {
      wire.set(new LostAnswers(real));
      return wire.get();
    });
    one = cluster.start("n1");
    awaitMembers(one, 1);
    one.define(
        "slow",
        """
        {"schedule":"@every 2s","overlap":"skip","run":%s}\
        """
            .formatted(cluster.writing("sleep 3")));
    // A claim that changes without a run is one that leaves something out.
    wire.get()
        .loseNext(change ->
            change.puts().size() == 1
                && change.puts().keySet().stream().allMatch(key -> key.contains("/claims/slow/")));
    soon().until(() -> wire.get().hasLost());
    soon().until(() -> one.latest("slow", RunState.SUCCEEDED).size() >= 2);
    List<Instant> nominals = one.latest("slow").stream().map(Run::nominal).sorted().toList();
    assertThat(nominals).doesNotHaveDuplicates();
    assertThat(Duration.between(nominals.getFirst(), nominals.getLast()))
        .isEqualTo(Duration.ofSeconds(2L * (nominals.size() - 1)));
  }

  @Test
  void listsWhatADeadNodeDecidedWithoutTellingOfIt() {
    one.define("taken", manual(cluster.writing("true")));
    one.define("left", manual(cluster.writing("true")));
    Coordination.Lease lease = one.connection.grant(Duration.ofSeconds(10));
    byte[] member = "{\"life\":\"gone\",\"tags\":[],\"home\":\"elsewhere\"}".getBytes(UTF_8);
    one.connection.commit(
        Coordination.Transaction.unconditional().put("cron/state/nodes/ghost", member, lease));
    awaitMembers(one, 2);
    Instant nominal = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    one.connection.put("cron/state/claims/taken/0", decidedByAGhost("0123abc", nominal, ""));
    one.connection.put("cron/state/claims/left/0", decidedByAGhost("0123abd", nominal, "missed"));
    lease.close();

    soon().until(() -> one.latest("taken").size() == 1 && one.latest("left").size() == 1);
    Run lost = one.latest("taken", RunState.LOST).getFirst();
    assertThat(lost.id().value()).isEqualTo("0123abc.1");
    assertThat(lost.node()).isEqualTo("ghost");
    assertThat(lost.nominal()).isEqualTo(nominal);
    assertThat(one.latest("left", RunState.SKIPPED))
        .extracting(Run::output)
        .containsExactly("missed");
  }

  private static byte[] decidedByAGhost(String run, Instant nominal, String left) {
    return """
    {"nominal":%2$d,"runs":1,"epoch":1,"trace":{"run":"%1$s","nominal":%2$d,"node":"ghost",\
    "member":"gone","left":"%3$s"}}\
    """
        .formatted(run, nominal.toEpochMilli(), left)
        .getBytes(UTF_8);
  }

  @Test
  void listsWhatWasDecidedLastBeforeAllNodesDied() {
    one.define("taken", manual(cluster.writing("true")));
    one.connection.put("cron/state/claims/taken/0", decidedByAGhost("0123abc", Instant.now(), ""));
    one.close();
    one = cluster.start("n1");
    awaitMembers(one, 1);
    one.node.findLostRuns();
    one.node.findLostRuns();

    soon().until(() -> one.latest("taken", RunState.LOST).size() == 1);
    one.node.findLostRuns();
    one.node.findLostRuns();
    assertThat(one.latest("taken")).hasSize(1);
  }

  @Test
  void runsThatMayOverlapOutliveTheLease() {
    one.define(
        "long",
        """
        {"schedule":"@manually","overlap":"allow","run":%s}\
        """
            .formatted(cluster.writing("sleep 8; echo survived")));
    one.runs.start(new JobName("long"), "test", false);
    soon().until(() -> one.latest("long", RunState.RUNNING).size() == 1);
    etcd.stop();
    soon().until(() -> one.node.standing().isEmpty());
    etcd.start();
    soon().until(() -> one.latest("long", RunState.SUCCEEDED).size() == 1);
    assertThat(one.latest("long").getFirst().output()).contains("survived");
  }

  @Test
  void aNodeThatLosesItsLeaseGivesUpItsRuns() {
    one.define(
        "long",
        """
        {"schedule":"@every 1s","overlap":"skip","tolerance":"PT1S","run":%s}\
        """
            .formatted(cluster.writing("sleep 60")));
    soon().until(() -> one.latest("long", RunState.RUNNING).size() == 1);
    etcd.stop();
    soon().until(() -> one.node.runs() == 0);
    etcd.start();
    soon().until(() -> one.latest("long", RunState.LOST).size() == 1);
    soon().until(() -> one.latest("long", RunState.RUNNING).size() == 1);
    assertThat(cluster.done("long").stream().map(Did::nominal)).doesNotHaveDuplicates();
  }
}
