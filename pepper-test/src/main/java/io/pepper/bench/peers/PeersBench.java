package io.pepper.bench.peers;

import io.pepper.bench.peers.discovery.HeartbeatSide;
import io.pepper.bench.peers.discovery.RegisterSide;
import io.pepper.bench.peers.discovery.Registry;
import io.pepper.bench.peers.idle.IdleSide;
import io.pepper.bench.peers.idle.LibraryIdle;
import io.pepper.bench.peers.idle.PepperIdle;
import io.pepper.bench.peers.idle.PhpDaemon;
import io.pepper.bench.peers.ingest.BeanstalkdIngest;
import io.pepper.bench.peers.ingest.IngestSide;
import io.pepper.bench.peers.ingest.IngestTarget;
import io.pepper.bench.peers.ingest.NatsIngest;
import io.pepper.bench.peers.ingest.PepperIngest;
import io.pepper.bench.peers.ingest.RedisIngest;
import io.pepper.bench.peers.measure.Alternation;
import io.pepper.bench.peers.measure.JobLibrary;
import io.pepper.bench.peers.measure.Outcome;
import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.bench.peers.measure.Side;
import io.pepper.bench.peers.push.BareFastCgi;
import io.pepper.bench.peers.push.Batches;
import io.pepper.bench.peers.push.DrainSide;
import io.pepper.bench.peers.push.FpmConsumer;
import io.pepper.bench.peers.push.HttpConsumer;
import io.pepper.bench.peers.push.LibraryBacklog;
import io.pepper.bench.peers.push.PepperBacklog;
import io.pepper.bench.peers.push.PhpDaemons;
import io.pepper.bench.peers.start.PepperStart;
import io.pepper.bench.peers.start.StartSide;
import io.pepper.bench.peers.start.StockPayara;
import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code ./pepper bench peers}: measures the rows that are asked for, one after the other. */
public final class PeersBench {
  private static final Duration COLD = Duration.ofSeconds(10);
  private static final Duration IDLE_COLD = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(15);

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
        case IDLE -> idle();
        case START -> start();
        case DISCOVERY -> discovery();
      }
      table.publish(folder);
    }
  }

  private void ingest(boolean onRedis) {
    for (int pipeline : List.of(1, 16)) {
      List<IngestTarget> peers =
          onRedis
              ? List.of(new RedisIngest(false))
              : List.of(new RedisIngest(true), new BeanstalkdIngest(), new NatsIngest());
      String load = pipeline == 1 ? "unpipelined" : "pipeline " + pipeline;
      measure(
          alternation,
          Map.of(
              load, ofPepper(build -> new IngestSide(new PepperIngest(build, onRedis), pipeline))),
          peers.stream().<Side>map(peer -> new IngestSide(peer, pipeline)).toList(),
          List.of("ingest, " + (onRedis ? "in memory" : "durable") + ", %s, jobs/s"));
    }
  }

  /** The lines are three groups, with the same rounds of the peers in all of them. */
  private void push() {
    List<Side> peers =
        List.of(new DrainSide(new PhpDaemons(FpmConsumer.CHILDREN)), new BareFastCgi());
    measure(
        alternation,
        groups(PeersBench::pushThroughPhp),
        peers,
        List.of("push through php-fpm, 4 children, %s, jobs/s"));
  }

  private static Side pushThroughPhp(PepperBuild build, Batches batches) {
    return new DrainSide(
        new PepperBacklog(build, new FpmConsumer(), FpmConsumer.CHILDREN, batches));
  }

  private void http() {
    List<Side> peers =
        Stream.of(true, false)
            .flatMap(
                overHttp -> Stream.of(JobLibrary.values()).map(each -> library(each, overHttp)))
            .toList();
    measure(
        alternation,
        groups(PeersBench::pushOverHttp),
        peers,
        List.of("push over HTTP, 16 at once, %s, jobs/s"));
  }

  private static Side library(JobLibrary library, boolean overHttp) {
    return new DrainSide(new LibraryBacklog(library, AT_ONCE, overHttp));
  }

  private static Side pushOverHttp(PepperBuild build, Batches batches) {
    return new DrainSide(new PepperBacklog(build, new HttpConsumer(), AT_ONCE, batches));
  }

  private Map<String, List<Side>> groups(BiFunction<PepperBuild, Batches, Side> side) {
    Map<String, List<Side>> groups = new LinkedHashMap<>();
    for (Batches each : Batches.values()) {
      groups.put(
          each.group(),
          each.isOld()
              ? ofPepper(build -> side.apply(build, each))
              : List.of(side.apply(PepperBuild.current(), each)));
    }
    return groups;
  }

  private void idle() {
    List<Side> peers = new ArrayList<>();
    peers.add(new IdleSide(new PhpDaemon()));
    for (JobLibrary library : JobLibrary.values()) {
      peers.add(new IdleSide(new LibraryIdle(library)));
    }
    Alternation order =
        new Alternation(
            arguments.rounds(), IDLE_COLD, WARM_UP, Duration.ofSeconds(arguments.seconds()));
    Map<String, List<Side>> groups = new LinkedHashMap<>();
    groups.put("embedded", ofPepper(build -> new IdleSide(new PepperIdle(build, false))));
    groups.put("on Redis", ofPepper(build -> new IdleSide(new PepperIdle(build, true))));
    measure(
        order,
        groups,
        peers,
        List.of("idle queue, %s, push to start, p50, ms", "the same, %s, p99, ms"));
  }

  private void start() {
    Map<String, List<Side>> groups = new LinkedHashMap<>();
    groups.put("with the cache", ofPepper(build -> new StartSide(new PepperStart(build, true))));
    groups.put("without cache", ofPepper(build -> new StartSide(new PepperStart(build, false))));
    Alternation order =
        new Alternation(arguments.rounds(), IDLE_COLD, Duration.ZERO, Duration.ZERO);
    measure(order, groups, List.of(new StartSide(new StockPayara())), StartSide.LINES);
  }

  private void discovery() {
    measure(
        alternation,
        Map.of("registers", ofPepper(build -> new RegisterSide(Registry.of(build)))),
        List.of(new RegisterSide(Registry.original())),
        List.of("discovery, %s, changed, 32 connections, /s"));
    Alternation order =
        new Alternation(arguments.rounds(), IDLE_COLD, Duration.ZERO, Duration.ZERO);
    measure(
        order,
        Map.of(
            "30,000 instances, 10,000 polls",
            ofPepper(build -> new HeartbeatSide(Registry.of(build)))),
        List.of(new HeartbeatSide(Registry.original())),
        List.of("discovery, %s, %% of a processor", "the same, %s, MB resident"));
  }

  /**
   * Measures all sides in the same rounds.
   *
   * @param groups of Pepper's sides, by name; each gets lines of its own with all the peers
   * @param whats the lines of a group, with a place for its name
   */
  private void measure(
      Alternation order, Map<String, List<Side>> groups, List<Side> peers, List<String> whats) {
    List<Side> sides = new ArrayList<>();
    groups.values().forEach(sides::addAll);
    sides.addAll(peers);
    System.out.println("pepper: " + whats.getFirst().formatted(String.join(", ", groups.keySet())));
    List<Outcome> outcomes = order.run(sides);
    List<Outcome> ofPeers = outcomes.subList(outcomes.size() - peers.size(), outcomes.size());
    int first = 0;
    for (Map.Entry<String, List<Side>> group : groups.entrySet()) {
      int next = first + group.getValue().size();
      table.add(
          whats.stream().map(what -> what.formatted(group.getKey())).toList(),
          joined(outcomes.subList(first, next), ofPeers));
      first = next;
    }
  }

  private static List<Outcome> joined(List<Outcome> first, List<Outcome> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Makes a side of this build, and one of the baseline if there is one. */
  private List<Side> ofPepper(Function<PepperBuild, Side> side) {
    List<Side> sides = new ArrayList<>();
    sides.add(side.apply(PepperBuild.current()));
    arguments.baseline().map(PepperBuild::baseline).map(side).ifPresent(sides::add);
    return sides;
  }
}
