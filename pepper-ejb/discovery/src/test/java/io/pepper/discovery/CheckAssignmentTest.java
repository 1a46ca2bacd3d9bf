package io.pepper.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.Registry.Subscription;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckAssignmentTest {
  private static final List<InstanceKey> INSTANCES =
      IntStream.range(0, 3_000)
          .mapToObj(i -> new InstanceKey(new AppKey("prod", "app" + i % 7), "zone1", "host-" + i))
          .toList();

  /** A node and those it knows. */
  private record Known(DiscoveryNode self, List<DiscoveryNode> all) implements Nodes {
    @Override
    public long changed() {
      return 1;
    }

    @Override
    public Subscription subscribe(Runnable listener) {
      return () -> {};
    }
  }

  @Test
  void eachInstanceIsLookedAfterByOneNodeAndEachNodeHasItsShare() {
    List<Long> shares =
        Stream.of("n1", "n2", "n3").map(self -> share(self, "n1", "n2", "n3")).toList();
    assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(INSTANCES.size());
    assertThat(shares).allMatch(share -> share > 700 && share < 1_300);
  }

  @Test
  void whenANodeGoesOnlyItsShareMoves() {
    CheckAssignment before = assignment("n1", "n1", "n2", "n3");
    CheckAssignment after = assignment("n1", "n1", "n3");
    assertThat(INSTANCES.stream().filter(before)).allMatch(after);
  }

  @Test
  void aNodeThatTakesNoPartLooksAfterNobody() {
    assertThat(share("n4", "n1", "n2")).isZero();
  }

  private static long share(String self, String... all) {
    return INSTANCES.stream().filter(assignment(self, all)).count();
  }

  private static CheckAssignment assignment(String self, String... all) {
    return new CheckAssignment(
        new Known(node(self), Stream.of(all).map(CheckAssignmentTest::node).toList()));
  }

  private static DiscoveryNode node(String name) {
    return new DiscoveryNode(name, "region01", "zone01", "http://127.0.0.1:8080");
  }
}
