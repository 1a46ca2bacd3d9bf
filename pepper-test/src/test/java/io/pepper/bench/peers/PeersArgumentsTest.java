package io.pepper.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pepper.test.LaunchCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeersArgumentsTest {
  @Test
  void measuresAllRowsByItself() {
    PeersArguments arguments = PeersArguments.parse(List.of());

    assertThat(arguments.rows()).containsExactly(PeerRow.values());
    assertThat(arguments.baseline()).isEmpty();
    assertThat(arguments.rounds()).isEqualTo(3);
  }

  @Test
  void takesRowsInTheOrderOfTheTable() {
    Path built = LaunchCommand.root();
    PeersArguments arguments =
        PeersArguments.parse(
            List.of("redis", "--rounds", "5", "--baseline", built.toString(), "ingest"));

    assertThat(arguments.rows()).containsExactly(PeerRow.INGEST, PeerRow.REDIS);
    assertThat(arguments.rounds()).isEqualTo(5);
    assertThat(arguments.baseline()).contains(built);
  }

  @Test
  void saysWhichRowsThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersArguments.parse(List.of("kafka")))
        .withMessageStartingWith("no row \"kafka\"; there are: ingest, redis");
  }

  @Test
  void saysWhatNumbersMayBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersArguments.parse(List.of("--rounds", "0")))
        .withMessage("--rounds 0: a whole number from 1 to 99 is wanted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersArguments.parse(List.of("--seconds")))
        .withMessage("--seconds needs a value");
  }

  @Test
  void wantsABaselineThatIsBuilt(@TempDir Path empty) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeersArguments.parse(List.of("--baseline", empty.toString())))
        .withMessageEndingWith("name a clone in which ./pepper build was run");
  }
}
