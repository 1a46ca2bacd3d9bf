package io.pepper.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code ./pepper bench peers}: measures the rows that are asked for, one after the other. */
public final class PeersBench {
  private static final Duration COLD = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private final PeersArguments arguments;
  private final Alternation alternation;
  private final PeersTable table = new PeersTable();

  /** Takes what the user wants. */
  public PeersBench(PeersArguments arguments) {
    this.arguments = arguments;
    alternation =
        new Alternation(arguments.rounds(), COLD, WARM_UP, Duration.ofSeconds(arguments.seconds()));
  }

  /**
   * Measures, and publishes after each row what there is.
   *
   * @param folder receives {@code peers.md}
   */
  public void run(Path folder) throws IOException {
    for (PeerRow row : arguments.rows()) {
      switch (row) {
        case INGEST -> ingest(false);
        case REDIS -> ingest(true);
      }
      table.publish(folder);
    }
  }

  private void ingest(boolean onRedis) {
    for (int pipeline : List.of(1, 16)) {
      List<Side> sides =
          ofPepper(build -> new IngestSide(new PepperIngest(build, onRedis), pipeline));
      if (onRedis) {
        sides.add(new IngestSide(new RedisIngest(false), pipeline));
      } else {
        sides.add(new IngestSide(new RedisIngest(true), pipeline));
        sides.add(new IngestSide(new BeanstalkdIngest(), pipeline));
        sides.add(new IngestSide(new NatsIngest(), pipeline));
      }
      measure(
          "ingest, %s, %s, jobs/s"
              .formatted(
                  onRedis ? "in memory" : "durable",
                  pipeline == 1 ? "unpipelined" : "pipeline " + pipeline),
          sides);
    }
  }

  private void measure(String what, List<Side> sides) {
    System.out.println("pepper: " + what);
    table.add(what, alternation.run(sides));
  }

  /** Makes a side of this build, and one of the baseline if there is one. */
  private List<Side> ofPepper(Function<PepperBuild, Side> side) {
    List<Side> sides = new ArrayList<>();
    sides.add(side.apply(PepperBuild.current()));
    arguments.baseline().map(PepperBuild::baseline).map(side).ifPresent(sides::add);
    return sides;
  }
}
