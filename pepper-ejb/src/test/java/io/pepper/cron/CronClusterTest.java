package io.pepper.cron;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.cron.CronCluster.Did;
import io.pepper.cron.CronCluster.TestNode;
import io.pepper.cron.cluster.LostAnswers;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.fixtures.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share a real etcd: who runs what, and what becomes of it. */
class CronClusterTest {
  private EtcdServer etcd;

  @TempDir Path folder;
  private CronCluster cluster;
  private TestNode one;

  @BeforeEach
  void open() {
    etcd = new EtcdServer().start();
    cluster = new CronCluster(folder, etcd.setting());
    one = cluster.start("n1");
    awaitMembers(one, 1);
  }

  @AfterEach
  void close() {
    cluster.close();
    etcd.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  private void everySecond(String name, String more) {
    one.define(
        name,
        """
        {"schedule":"@every 1s","overlap":"allow","run":%s%s}\
        """
            .formatted(cluster.writing("true"), more));
  }

  private static void awaitMembers(TestNode node, int count) {
    soon().until(() -> node.node.view().members().size() == count);
  }

  /** Every second from the first to the last is there. */
  private static void assertWithoutGaps(List<Did> done, int copies) {
    List<Instant> nominals = done.stream().map(Did::nominal).distinct().sorted().toList();
    long seconds = Duration.between(nominals.getFirst(), nominals.getLast()).toSeconds();
    assertThat(nominals).hasSize((int) seconds + 1);
    assertThat(done.stream().collect(Collectors.groupingBy(Did::nominal, Collectors.counting())))
        .allSatisfy((nominal, count) -> assertThat(count).as("%s", nominal).isEqualTo(copies));
  }

  /** Without the last occurrence, of which some copies may be under way. */
  private static List<Did> settled(List<Did> done) {
    Instant last = done.stream().map(Did::nominal).max(Comparator.naturalOrder()).orElseThrow();
    return done.stream().filter(did -> did.nominal().isBefore(last)).toList();
  }

  @Test
  void everyOccurrenceRunsOnceAndAllNodesTakePart() {
    cluster.start("n2");
    cluster.start("n3");
    awaitMembers(one, 3);
    everySecond("tick", "");
    soon().until(() -> cluster.done("tick").size() >= 12);
    List<Did> done = settled(cluster.done("tick"));
    assertWithoutGaps(done, 1);
    assertThat(done.stream().map(Did::node).distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void clocksTwoSecondsApartRunNothingTwice() {
    cluster.start("n2", Set.of("default"), Duration.ofSeconds(2));
    cluster.start("n3", Set.of("default"), Duration.ofSeconds(-2));
    awaitMembers(one, 3);
    everySecond("tick", "");
    soon().until(() -> cluster.done("tick").size() >= 10);
    assertWithoutGaps(settled(cluster.done("tick")), 1);
  }

  @Test
  void replicasRunOnThatManyNodes() {
    cluster.start("n2");
    cluster.start("n3");
    awaitMembers(one, 3);
    everySecond("two", ",\"replicas\":2");
    everySecond("all", ",\"replicas\":\"all\"");
    soon().until(() -> cluster.done("two").size() >= 10 && cluster.done("all").size() >= 15);
    List<Did> two = settled(cluster.done("two"));
    assertWithoutGaps(two, 2);
    assertThat(nodesByOccurrence(two)).allSatisfy(nodes -> assertThat(nodes).hasSize(2));
    List<Did> all = settled(cluster.done("all"));
    assertWithoutGaps(all, 3);
    assertThat(nodesByOccurrence(all)).allSatisfy(nodes -> assertThat(nodes).hasSize(3));
  }

  private static List<Set<String>> nodesByOccurrence(List<Did> done) {
    return List.copyOf(
        done.stream()
            .collect(
                Collectors.groupingBy(
                    Did::nominal, Collectors.mapping(Did::node, Collectors.toSet())))
            .values());
  }

  @Test
  void moreReplicasThanNodesRunAllTheSame() {
    everySecond("three", ",\"replicas\":3");
    soon().until(() -> cluster.done("three").size() >= 9);
    assertWithoutGaps(settled(cluster.done("three")), 3);
  }

  @Test
  void manyChangesAtOnceLeaveOneDefinitionThatRuns() {
    TestNode two = cluster.start("n2");
    awaitMembers(one, 2);
    IntStream.range(0, 40)
        .parallel()
        .forEach(i ->
            (i % 2 == 0 ? one : two)
                .define(
                    "busy",
                    """
                    {"schedule":"@every 1s","overlap":"allow","timeout":"PT%sS","run":%s}\
                    """
                        .formatted(10 + i, cluster.writing("true"))));
    soon().until(() -> cluster.done("busy").size() >= 3);
    soon()
        .until(() ->
            one.jobs
                .get(new JobName("busy"))
                .timeout()
                .equals(two.jobs.get(new JobName("busy")).timeout()));
    assertWithoutGaps(settled(cluster.done("busy")), 1);
  }

  @Test
  void aJobMovesWithItsTag() {
    cluster.start("n2", Set.of("batch"), Duration.ZERO);
    awaitMembers(one, 2);
    everySecond("moved", "");
    soon().until(() -> cluster.done("moved").size() >= 2);
    everySecond("moved", ",\"tag\":\"batch\"");
    soon()
        .until(() ->
            cluster.done("moved").stream().filter(did -> did.node().equals("n2")).count() >= 2);
    List<Did> done = settled(cluster.done("moved"));
    assertWithoutGaps(done, 1);
    assertThat(done.getLast().node()).isEqualTo("n2");
  }

  @Test
  void onlyNodesWithTheTagRunAJob() {
    cluster.start("n2", Set.of("batch"), Duration.ZERO);
    awaitMembers(one, 2);
    everySecond("tagged", ",\"tag\":\"batch\"");
    soon().until(() -> cluster.done("tagged").size() >= 4);
    assertThat(cluster.done("tagged")).allMatch(did -> did.node().equals("n2"));
  }

  @Test
  void skipLeavesOutWhatIsDueMeanwhile() {
    one.define(
        "slow",
        """
        {"schedule":"@every 1s","overlap":"skip","run":%s}\
        """
            .formatted(cluster.writing("sleep 2.5")));
    soon().until(() -> one.latest("slow", RunState.SUCCEEDED).size() >= 2);
    assertThat(one.latest("slow", RunState.SKIPPED))
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run.output()).contains("still under way"));
    assertNoneOverlap(one.latest("slow"));
  }

  @Test
  void queueRunsOneAfterTheOtherAndForgetsNone() {
    one.define(
        "queued",
        """
        {"schedule":"@every 1s","overlap":"queue","maxRuns":4,"tolerance":"PT1S","run":%s}\
        """
            .formatted(cluster.writing("sleep 2")));
    soon().until(() -> one.latest("queued", RunState.SUCCEEDED).size() == 4);
    assertWithoutGaps(cluster.done("queued"), 1);
    assertNoneOverlap(one.latest("queued"));
  }

  private static void assertNoneOverlap(List<Run> runs) {
    List<Run> ended =
        runs.stream()
            .filter(run -> run.started().isPresent() && run.ended().isPresent())
            .sorted(Comparator.comparing(run -> run.started().get()))
            .toList();
    for (int i = 1; i < ended.size(); i++) {
      assertThat(ended.get(i).started().get()).isAfterOrEqualTo(ended.get(i - 1).ended().get());
    }
  }

  @Test
  void replaceKillsTheOldRun() {
    one.define(
        "replaced",
        """
        {"schedule":"@every 2s","overlap":"replace","grace":"PT1S","run":%s}\
        """
            .formatted(cluster.writing("sleep 60")));
    soon().until(() -> one.latest("replaced", RunState.KILLED).size() >= 2);
    assertThat(one.latest("replaced", RunState.KILLED))
        .allSatisfy(run -> assertThat(run.output()).contains("replaced by the next run"));
    assertThat(one.latest("replaced", RunState.RUNNING)).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void jobsThatExcludeEachOtherNeverRunAtOnce() {
    TestNode two = cluster.start("n2");
    awaitMembers(one, 2);
    awaitMembers(two, 2);
    for (String name : List.of("left", "right")) {
      String other = name.equals("left") ? "right" : "left";
      one.define(
          name,
          """
          {"schedule":"@every 1s","overlap":"queue","excludes":["%s"],"run":%s}\
          """
              .formatted(other, cluster.writing("sleep 0.4")));
    }
    soon()
        .until(() ->
            one.latest("left", RunState.SUCCEEDED).size() >= 4
                && one.latest("right", RunState.SUCCEEDED).size() >= 4);
    List<Run> both = new ArrayList<>(one.latest("left"));
    both.addAll(one.latest("right"));
    assertNoneOverlap(both);
  }

  @Test
  void aJobFollowsTheSuccessOfOthers() {
    one.define("parent", manual(cluster.writing("true")));
    one.define("bad", manual(cluster.writing("exit 3")));
    one.define("child", following("parent", "success"));
    one.define("mourner", following("bad", "failure"));
    one.define("never", following("bad", "success"));
    for (int i = 1; i <= 3; i++) {
      int times = i;
      one.runs.start(new JobName("parent"), "test", false);
      one.runs.start(new JobName("bad"), "test", false);
      soon().until(() -> one.latest("child", RunState.SUCCEEDED).size() == times);
      soon().until(() -> one.latest("mourner", RunState.SUCCEEDED).size() == times);
    }
    assertThat(one.latest("never")).isEmpty();
    assertThat(one.latest("bad", RunState.FAILED))
        .hasSize(3)
        .allMatch(run -> run.exitCode().getAsInt() == 3);
  }

  private static String manual(String run) {
    return """
    {"schedule":"@manually","run":%s}\
    """
        .formatted(run);
  }

  private String following(String parent, String on) {
    return """
    {"after":{"jobs":["%s"],"on":"%s"},"overlap":"queue","run":%s}\
    """
        .formatted(parent, on, cluster.writing("true"));
  }

  @Test
  void aLoopGoesOnWithItsPause() {
    one.define(
        "loop",
        """
        {"schedule":"@loop 100ms","maxRuns":5,"run":%s}\
        """
            .formatted(cluster.writing("true")));
    soon().until(() -> one.latest("loop", RunState.SUCCEEDED).size() == 5);
    await().during(Duration.ofSeconds(1)).until(() -> cluster.done("loop").size() == 5);
    assertNoneOverlap(one.latest("loop"));
  }

  @Test
  void failedRunsAreTriedAgain() {
    one.define(
        "flaky",
        """
        {"schedule":"@manually","retry":{"attempts":3,"initial":"PT0.1S"},"run":%s}\
        """
            .formatted(cluster.writing("test $PEPPER_ATTEMPT = 3")));
    one.runs.start(new JobName("flaky"), "test", false);
    soon().until(() -> one.latest("flaky", RunState.SUCCEEDED).size() == 1);
    assertThat(one.latest("flaky").stream().map(run -> run.id().attempt()).sorted())
        .containsExactly(1, 2, 3);
    assertThat(one.latest("flaky").stream().map(run -> run.id().run()).distinct()).hasSize(1);
  }

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
  void anyNodeEndsARunOfAnother() {
    TestNode two = cluster.start("n2", Set.of("other"), Duration.ZERO);
    awaitMembers(two, 2);
    one.define("long", manual(cluster.writing("sleep 60")));
    soon().until(() -> two.jobs.find(new JobName("long")).isPresent());
    List<RunId> started = two.runs.start(new JobName("long"), "test", false);
    soon().until(() -> two.latest("long", RunState.RUNNING).size() == 1);
    assertThatThrownBy(() -> two.runs.start(new JobName("long"), "test", false))
        .isInstanceOf(RunStateException.class)
        .hasMessageContaining("under way");
    two.runs.kill(new JobName("long"), started.getFirst(), "somebody");
    soon().until(() -> two.latest("long", RunState.KILLED).size() == 1);
    assertThat(two.runs.get(new JobName("long"), started.getFirst()).output())
        .contains("killed by somebody");
    assertThatThrownBy(() -> two.runs.kill(new JobName("long"), started.getFirst(), "somebody"))
        .isInstanceOf(RunStateException.class);
  }

  @Test
  void pausedJobsRunOnlyWhenToldTo() {
    everySecond("tick", "");
    soon().until(() -> cluster.done("tick").size() >= 2);
    one.jobs.pause(new JobName("tick"));
    soon().until(() -> one.runs.running(new JobName("tick")).isEmpty());
    int before = cluster.done("tick").size();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> cluster.done("tick").size() == before);
    one.runs.start(new JobName("tick"), "test", false);
    soon().until(() -> cluster.done("tick").size() == before + 1);
    one.jobs.resume(new JobName("tick"));
    soon().until(() -> cluster.done("tick").size() >= before + 3);
    assertThat(one.latest("tick", RunState.SKIPPED)).isEmpty();
  }

  @Test
  void ordersOfTheSameMomentDoNotOverlap() {
    cluster.start("n2");
    cluster.start("n3");
    awaitMembers(one, 3);
    one.define(
        "ordered",
        """
        {"schedule":"@manually","overlap":"queue","run":%s}\
        """
            .formatted(cluster.writing("sleep 0.2")));
    for (int i = 0; i < 12; i++) {
      one.runs.start(new JobName("ordered"), "test", false);
    }
    soon().until(() -> one.latest("ordered", RunState.SUCCEEDED).size() == 12);
    assertNoneOverlap(one.latest("ordered"));
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
    one.node.searchLost();
    one.node.searchLost();

    soon().until(() -> one.latest("taken", RunState.LOST).size() == 1);
    one.node.searchLost();
    one.node.searchLost();
    assertThat(one.latest("taken")).hasSize(1);
  }

  @Test
  void maintenanceHoldsEverything() {
    TestNode two = cluster.start("n2");
    everySecond("tick", "");
    soon().until(() -> cluster.done("tick").size() >= 2);
    two.runs.pauseAll();
    soon().until(() -> one.runs.maintenance().paused());
    soon().until(() -> one.runs.running(new JobName("tick")).isEmpty());
    int before = cluster.done("tick").size();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> cluster.done("tick").size() <= before + 1);
    one.runs.resumeAll();
    soon().until(() -> cluster.done("tick").size() >= before + 3);
    assertThat(one.latest("tick", RunState.SKIPPED)).isEmpty();
  }

  @Test
  void removingAJobEndsItsRunsOnAllNodes() {
    TestNode two = cluster.start("n2");
    awaitMembers(one, 2);
    one.define(
        "gone",
        """
        {"schedule":"@manually","replicas":"all","run":%s}\
        """
            .formatted(cluster.writing("sleep 60")));
    soon().until(() -> two.jobs.find(new JobName("gone")).isPresent());
    one.runs.start(new JobName("gone"), "test", false);
    soon().until(() -> cluster.done("gone").size() == 2);
    two.jobs.remove(new JobName("gone"));
    soon().until(() -> one.node.runs() == 0 && two.node.runs() == 0);
  }

  @Test
  void aNodeThatStopsLetsRunsEndWithinItsGrace() {
    TestNode two = cluster.start("n2", Set.of("batch"), Duration.ZERO);
    awaitMembers(one, 2);
    for (String name : List.of("short", "long")) {
      one.define(
          name,
          """
          {"schedule":"@manually","tag":"batch","grace":"PT1S","run":%s}\
          """
              .formatted(cluster.writing(name.equals("short") ? "sleep 2" : "sleep 60")));
      one.runs.start(new JobName(name), "test", false);
    }
    soon().until(() -> cluster.done("short").size() + cluster.done("long").size() == 2);
    two.close(Duration.ofSeconds(4));
    assertThat(one.latest("short").getFirst().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(one.latest("long").getFirst().state()).isEqualTo(RunState.KILLED);
    assertThat(one.latest("long").getFirst().output()).contains("Pepper stopped");
  }

  @Test
  void nothingIsKeptOfJobsThatAreNoMore() {
    one.define("left", manual(cluster.writing("true")));
    one.define(
        "gone",
        """
        {"schedule":"@every 1s","excludes":["left"],"maxRuns":1,"run":%s}\
        """
            .formatted(cluster.writing("true")));
    soon().until(() -> one.latest("gone", RunState.SUCCEEDED).size() == 1);
    soon().until(() -> one.node.view().jobs().contains(new JobName("gone")));
    one.jobs.remove(new JobName("gone"));
    one.node.clearLeftovers();
    one.node.clearLeftovers();
    soon().until(() -> !one.node.view().jobs().contains(new JobName("gone")));
    assertThat(one.connection.list("cron/").entries())
        .extracting(Coordination.Entry::key)
        .noneMatch(key -> key.contains("gone"));
  }

  /** As the original's dashboard does it when a task is tested. */
  @Test
  void jobsThatTheOriginalKeepsInEtcdRun() {
    String job =
        """
        {"name":"17-1795217979","type":1,"times":2,"times_delay":100000000,"schedule":"",\
        "executor_type":0,"executor_params":%s,"executor_timeout":5000000000,"retries":3,\
        "environment_variables":["GREETING=hello"],"extras":{"Name":"Greeter"},\
        "dependent_jobs":null,"tag":"default","concurrency":1}\
        """
            .formatted(CronCluster.json(cluster.writing("test $GREETING = hello")).get("command"));
    one.connection.put("cron/jobs/17-1795217979", job.getBytes(UTF_8));
    soon().until(() -> one.jobs.find(new JobName("17-1795217979")).isPresent());
    soon().until(() -> one.latest("17-1795217979", RunState.SUCCEEDED).size() == 2);
    one.connection.delete("cron/jobs/17-1795217979");
    soon().until(() -> one.jobs.find(new JobName("17-1795217979")).isEmpty());
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
