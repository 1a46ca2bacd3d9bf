package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.CronCluster.TestNode;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that share a real etcd: what waits for what, and what follows it. */
class CronOverlapTest extends CronClusterFixture {
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
}
