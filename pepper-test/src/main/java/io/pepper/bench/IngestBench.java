package io.pepper.bench;

import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast jobs are accepted, beside the same LPUSH on a bare redis-server. The topics are paused,
 * so that nothing else works meanwhile; Pepper's redis-server and the bare one are set up alike.
 */
final class IngestBench {
  private static final int ROUNDS = Integer.getInteger("pepper.bench.rounds", 3);
  private static final int REQUESTS = Integer.getInteger("pepper.bench.requests", 100_000);
  private static final String PASSWORD = "bench";
  private static final List<RedisBenchmark> LOADS =
      List.of(
          new RedisBenchmark(1, 3, REQUESTS),
          new RedisBenchmark(16, 3, 2 * REQUESTS),
          new RedisBenchmark(1, 256, REQUESTS),
          new RedisBenchmark(16, 256, 2 * REQUESTS));

  private final Report report =
      new Report("ingest", "Ingest: LPUSH over 50 connections", "requests/s", "ratio");

  Report run() {
    try (RedisServer store = RedisServer.inMemory().start();
        Pepper pepper = Pepper.onRedis(store).start()) {
      measure("redis store", pepper, store, 1);
      measure("redis store", pepper, store, 3);
    }
    for (int topics : List.of(1, 3)) {
      try (Pepper pepper = Pepper.embedded().start()) {
        measure("embedded store", pepper, null, topics);
      }
    }
    return report;
  }

  private void measure(String store, Pepper pepper, RedisServer jobs, int topics) {
    String queue = "ingest" + topics;
    pepper.define(queue, document(topics));
    try (RedisServer bare = RedisServer.inMemory().start()) {
      Map<RedisBenchmark, Samples> ofPepper = new LinkedHashMap<>();
      Map<RedisBenchmark, Samples> ofBare = new LinkedHashMap<>();
      LOADS.forEach(load -> accepted(pepper, queue, load)); // warm-up
      for (int round = 0; round < ROUNDS; round++) {
        for (RedisBenchmark load : LOADS) {
          Redis.flush(bare.port());
          sample(ofBare, load, load.run(bare.port(), queue, List.of()));
          if (jobs != null) {
            Redis.flush(jobs.port());
          }
          sample(ofPepper, load, accepted(pepper, queue, load));
        }
      }
      for (RedisBenchmark load : LOADS) {
        report.ratio(describe(store, load, topics), ofPepper.get(load), ofBare.get(load));
      }
    }
  }

  /** Requests per second, all of which must be found in the store afterwards. */
  private static double accepted(Pepper pepper, String queue, RedisBenchmark load) {
    int before = pepper.counts(queue, "topic1").getInt("ready");
    double rate = load.run(pepper.respPort(), queue, login(queue));
    int stored = pepper.counts(queue, "topic1").getInt("ready") - before;
    if (stored != load.requests()) {
      throw new IllegalStateException(
          "%d pushes were acknowledged and %d stored".formatted(load.requests(), stored));
    }
    return rate;
  }

  private static void sample(Map<RedisBenchmark, Samples> all, RedisBenchmark load, double rate) {
    all.computeIfAbsent(load, key -> new Samples()).add(rate);
  }

  private static String describe(String store, RedisBenchmark load, int topics) {
    return "%s, %d topic%s, %d bytes, %s"
        .formatted(
            store,
            topics,
            topics == 1 ? "" : "s",
            load.payloadBytes(),
            load.pipeline() == 1 ? "unpipelined" : "pipeline " + load.pipeline());
  }

  private static String document(int topics) {
    List<String> each = new ArrayList<>();
    for (int i = 1; i <= topics; i++) {
      each.add("\"topic" + i + "\":{\"paused\":true,\"delivery\":{\"type\":\"pull\"}}");
    }
    return "{\"password\":\"%s\",\"topics\":{%s}}".formatted(PASSWORD, String.join(",", each));
  }

  private static List<String> login(String queue) {
    return List.of("--user", queue, "-a", PASSWORD);
  }
}
