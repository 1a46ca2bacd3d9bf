package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.cron.CronCluster.TestNode;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes that share a real etcd: orders of any node, and ends in order. */
class CronOrdersTest extends CronClusterFixture {
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
  void maintenanceHoldsEverything() {
    TestNode two = cluster.start("n2");
    everySecond("tick", "");
    soon().until(() -> cluster.done("tick").size() >= 2);
    two.runs.pauseAll();
    soon().until(() -> one.runs.isPaused());
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
    one.node.cleanUpOrphanedState();
    one.node.cleanUpOrphanedState();
    soon().until(() -> !one.node.view().jobs().contains(new JobName("gone")));
    assertThat(one.connection.list("cron/").entries())
        .extracting(Coordination.Entry::key)
        .noneMatch(key -> key.contains("gone"));
  }
}
