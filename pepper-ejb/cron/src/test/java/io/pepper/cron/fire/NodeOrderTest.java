package io.pepper.cron.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeOrderTest {
  private static final List<CronMember> MEMBERS =
      List.of(
          member("n1", "default"),
          member("n2", "default"),
          member("n3", "default"),
          member("n4", "batch"));

  private static CronMember member(String node, String tag) {
    return new CronMember(node, "life", Set.of(tag), "home");
  }

  private static CronJob job(String replicas) {
    String document =
        """
        {"schedule":"@every 1s","replicas":%s,"run":{"type":"command","command":["true"]}}\
        """
            .formatted(replicas);
    return JobDocument.read(
        new JobName("job"),
        Json.createReader(new StringReader(document)).readObject(),
        Optional.empty(),
        Instant.EPOCH);
  }

  private static OptionalInt rank(String node, String replicas, String replica, long second) {
    return NodeOrder.of(
        node,
        MEMBERS,
        job(replicas),
        new Slot(new JobName("job"), replica),
        Instant.ofEpochSecond(second));
  }

  @Test
  void everyCarrierHasAnotherRank() {
    for (long second = 0; second < 100; second++) {
      long at = second;
      assertThat(
              Stream.of("n1", "n2", "n3").map(node -> rank(node, "1", "0", at).getAsInt()).sorted())
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void whoDoesNotCarryTheTagHasNone() {
    assertThat(rank("n4", "1", "0", 7)).isEmpty();
  }

  @Test
  void theFirstPlaceGoesAround() {
    Map<String, Integer> firsts = new HashMap<>();
    for (long second = 0; second < 3_000; second++) {
      for (String node : List.of("n1", "n2", "n3")) {
        if (rank(node, "1", "0", second).getAsInt() == 0) {
          firsts.merge(node, 1, Integer::sum);
        }
      }
    }
    assertThat(firsts.values()).hasSize(3).allMatch(count -> count > 850 && count < 1_150);
  }

  @Test
  void replicasOfOneOccurrenceGoToDifferentNodes() {
    for (long second = 0; second < 100; second++) {
      long at = second;
      assertThat(
              Stream.of("0", "1", "2")
                  .map(replica -> rank("n1", "3", replica, at).getAsInt())
                  .sorted())
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void onEveryNodeEachHasItsOwn() {
    assertThat(rank("n1", "\"all\"", "n1", 7)).hasValue(0);
    assertThat(rank("n1", "\"all\"", "n2", 7)).isEmpty();
  }
}
