package io.pepper.bench.peers;

import io.pepper.bench.peers.ingest.BeanstalkdIngest;
import io.pepper.bench.peers.ingest.IngestSide;
import io.pepper.bench.peers.ingest.NatsIngest;
import io.pepper.bench.peers.ingest.PepperIngest;
import io.pepper.bench.peers.ingest.RedisIngest;
import io.pepper.bench.peers.measure.Alternation;
import io.pepper.bench.peers.measure.JobLibrary;
import io.pepper.bench.peers.measure.Outcome;
import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.bench.peers.measure.Side;
import io.pepper.bench.peers.push.BareFastCgi;
import io.pepper.bench.peers.push.DrainSide;
import io.pepper.bench.peers.push.FpmConsumer;
import io.pepper.bench.peers.push.HttpConsumer;
import io.pepper.bench.peers.push.LibraryBacklog;
import io.pepper.bench.peers.push.PepperBacklog;
import io.pepper.bench.peers.push.PhpDaemons;
import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code ./pepper bench peers}: measures the rows that are asked for, one after the other. */
public final class PeersBench {
  private static final Duration COLD = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  /** Jobs of a delivery, where there may be several. */
  private static final int BATCH = 16;

  /** Deliveries over HTTP, and jobs of a library, at the same time. */
  private static final int AT_ONCE = 16;

  private final PeersArguments arguments;
  private final Alternation alternation;
  private final PeersTable table = new PeersTable();

  private PeersBench(PeersArguments arguments) {
    this.arguments = arguments;
    alternation =
        new Alternation(arguments.rounds(), COLD, WARM_UP, Duration.ofSeconds(arguments.seconds()));
  }

  /**
   * @param words see {@link PeersArguments}
   */
  public static void main(String[] words) throws IOException {
    try {
      PeersArguments arguments = PeersArguments.parse(List.of(words));
      new PeersBench(arguments).run(LaunchCommand.root().resolve("target/bench"));
    } catch (IllegalArgumentException e) {
      System.err.println("pepper: " + e.getMessage());
      System.exit(2);
    }
  }

  /** Measures, and publishes after each row what there is. */
  private void run(Path folder) throws IOException {
    for (PeerRow row : arguments.rows()) {
      switch (row) {
        case INGEST -> ingest(false);
        case REDIS -> ingest(true);
        case PUSH -> push();
        case HTTP -> http();
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

  /** The lines are two groups, with the same rounds of the peers in both. */
  private void push() {
    List<Side> single = ofPepper(build -> pushThroughPhp(build, 1));
    List<Side> batch = ofPepper(build -> pushThroughPhp(build, BATCH));
    List<Side> peers =
        List.of(new DrainSide(new PhpDaemons(FpmConsumer.CHILDREN)), new BareFastCgi());
    measure("push through php-fpm, 4 children, %s, jobs/s", single, batch, peers);
  }

  private static Side pushThroughPhp(PepperBuild build, int batch) {
    return new DrainSide(new PepperBacklog(build, new FpmConsumer(), FpmConsumer.CHILDREN, batch));
  }

  private void http() {
    List<Side> single = ofPepper(build -> pushOverHttp(build, 1));
    List<Side> batch = ofPepper(build -> pushOverHttp(build, BATCH));
    List<Side> peers =
        Stream.of(true, false)
            .flatMap(
                overHttp -> Stream.of(JobLibrary.values()).map(each -> library(each, overHttp)))
            .toList();
    measure("push over HTTP, 16 at once, %s, jobs/s", single, batch, peers);
  }

  private static Side library(JobLibrary library, boolean overHttp) {
    return new DrainSide(new LibraryBacklog(library, AT_ONCE, overHttp));
  }

  private static Side pushOverHttp(PepperBuild build, int batch) {
    return new DrainSide(new PepperBacklog(build, new HttpConsumer(), AT_ONCE, batch));
  }

  private void measure(String what, List<Side> single, List<Side> batch, List<Side> peers) {
    List<Side> sides = new ArrayList<>(single);
    sides.addAll(batch);
    sides.addAll(peers);
    System.out.println("pepper: " + what.formatted("with and without batches"));
    List<Outcome> outcomes = alternation.run(sides);
    List<Outcome> ofPeers = outcomes.subList(single.size() + batch.size(), outcomes.size());
    table.add(
        List.of(what.formatted("one a delivery")),
        joined(outcomes.subList(0, single.size()), ofPeers));
    table.add(
        List.of(what.formatted("batches")),
        joined(outcomes.subList(single.size(), single.size() + batch.size()), ofPeers));
  }

  private static List<Outcome> joined(List<Outcome> first, List<Outcome> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private void measure(String what, List<Side> sides) {
    System.out.println("pepper: " + what);
    table.add(List.of(what), alternation.run(sides));
  }

  /** Makes a side of this build, and one of the baseline if there is one. */
  private List<Side> ofPepper(Function<PepperBuild, Side> side) {
    List<Side> sides = new ArrayList<>();
    sides.add(side.apply(PepperBuild.current()));
    arguments.baseline().map(PepperBuild::baseline).map(side).ifPresent(sides::add);
    return sides;
  }
}
