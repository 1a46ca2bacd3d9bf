package io.pepper.cron;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.CronCluster.Did;
import io.pepper.cron.CronCluster.TestNode;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes that share a real etcd: who runs what. */
class CronClusterTest extends CronClusterFixture {
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
}
