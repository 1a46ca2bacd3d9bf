package io.pepper.config.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.config.snapshot.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final int MAX_VALUE_BYTES = 1 << 20;

  @Test
  void readsWhatItWrites() {
    List<NodeStatus> nodes = List.of(node("a", "web-1"), node("b", "web-2"));

    List<byte[]> reports = StatusReport.write(nodes);

    assertThat(reports).hasSize(1);
    assertThat(StatusReport.read("p1", reports.getFirst())).isEqualTo(nodes);
    assertThat(StatusReport.write(List.of())).isEmpty();
  }

  @Test
  void aReportHasAThousandNodesAtMost() {
    List<NodeStatus> nodes =
        IntStream.range(0, 2500).mapToObj(i -> node("n" + i, "web-" + i)).toList();

    List<byte[]> reports = StatusReport.write(nodes);

    assertThat(reports).hasSize(3);
    assertThat(reports.stream().flatMap(report -> StatusReport.read("p1", report).stream()))
        .isEqualTo(nodes);
  }

  /** What nodes say of themselves has no limit of its own, and takes three bytes a character. */
  @Test
  void aReportOfLongNamesFitsIntoAValue() {
    List<NodeStatus> nodes =
        IntStream.range(0, 1000)
            .mapToObj(i -> node("長".repeat(195) + i, "\u0001".repeat(100_000)))
            .toList();

    List<byte[]> reports = StatusReport.write(nodes);

    assertThat(reports).allSatisfy(report -> assertThat(report).hasSizeLessThan(MAX_VALUE_BYTES));
    assertThat(reports.stream().flatMap(report -> StatusReport.read("p1", report).stream()))
        .hasSize(1000)
        .allSatisfy(node -> assertThat(node.hostname()).hasSize(200));
  }

  private static NodeStatus node(String id, String hostname) {
    return new NodeStatus(
        id,
        "cart",
        hostname,
        "p1",
        "grpc",
        "10.0.0.7",
        3,
        4,
        Instant.ofEpochMilli(1_800_000),
        true,
        Map.of("zone", "z1", "stage", hostname));
  }
}
