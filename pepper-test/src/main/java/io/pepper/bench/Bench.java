package io.pepper.bench;

import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./pepper bench [ingest|push|latency|cron|discovery|config]}: runs the named benches, or
 * all of them.
 */
public final class Bench {
  private static final List<String> ALL =
      List.of("ingest", "push", "latency", "cron", "discovery", "config");

  private Bench() {}

  /**
   * @param args names of benches; push brings latency with it
   */
  public static void main(String[] args) throws IOException {
    List<String> names = args.length == 0 ? ALL : List.of(args);
    for (String name : names) {
      if (!ALL.contains(name)) {
        System.err.println("pepper: there is no bench '" + name + "'; there are " + ALL);
        System.exit(2);
      }
    }
    Path folder = LaunchCommand.root().resolve("target/bench");
    if (names.contains("ingest")) {
      new IngestBench().run().publish(folder);
    }
    if (names.contains("push")) {
      new PushBench().run().publish(folder);
    }
    if (names.contains("push") || names.contains("latency")) {
      new LatencyBench().run().publish(folder);
    }
    if (names.contains("cron")) {
      new CronBench().run().publish(folder);
    }
    if (names.contains("discovery")) {
      new DiscoveryBench().run().publish(folder);
    }
    if (names.contains("config")) {
      new GobBench().run().publish(folder);
      new ConfigFanOutBench().run().publish(folder);
    }
  }
}
