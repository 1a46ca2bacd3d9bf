package io.pepper.client;

import io.pepper.client.transport.Checks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says how a {@link ServerDiscovery} works. What is not said of the place comes from the variables
 * {@code DEPLOY_ENV}, {@code REGION}, {@code ZONE} and {@code HOSTNAME}, as other clients of this
 * protocol have it. Used by one thread.
 */
public final class ServerDiscoveryBuilder {
  private static final int MAX_SEEDS = 64;
  private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

  private final List<String> seeds = new ArrayList<>();
  private String environment = variable("DEPLOY_ENV");
  private String zone = variable("ZONE");
  private String region = variable("REGION");
  private String hostname = variable("HOSTNAME");
  private Optional<String> token = Optional.empty();
  private Optional<Path> snapshot = Optional.empty();
  private Duration renewEvery = Duration.ofSeconds(30);
  private Duration requestLimit = Duration.ofSeconds(3);
  private Duration pollTime = Duration.ofSeconds(30);
  private Duration firstRetry = Duration.ofMillis(500);
  private Duration longestRetry = Duration.ofSeconds(30);
  private Duration firstWait = Duration.ofSeconds(5);
  private boolean learnsNodes = true;
  private Clock clock = Clock.systemUTC();

  ServerDiscoveryBuilder(List<String> urls) {
    if (urls.isEmpty() || urls.size() > MAX_SEEDS) {
      throw new IllegalArgumentException(
          "1 to %d nodes are possible, not %d".formatted(MAX_SEEDS, urls.size()));
    }
    urls.forEach(url -> seeds.add(Checks.server(url)));
  }

  /** Sets the environment, such as {@code prod}; needed, here or in {@code DEPLOY_ENV}. */
  public ServerDiscoveryBuilder environment(String name) {
    environment = name;
    return this;
  }

  /** Sets the zone, such as {@code sh001}; needed, here or in {@code ZONE}. */
  public ServerDiscoveryBuilder zone(String name) {
    zone = name;
    return this;
  }

  public ServerDiscoveryBuilder region(String name) {
    region = name;
    return this;
  }

  /** Sets the name of this process in its zone; by default the name of the machine. */
  public ServerDiscoveryBuilder hostname(String name) {
    hostname = name;
    return this;
  }

  /** Sets the token that lets this process write to its application from anywhere; never logged. */
  public ServerDiscoveryBuilder token(String secret) {
    token = Optional.of(secret);
    return this;
  }

  /**
   * Sets the file in which lists are kept for the next run; its folder is made if needed. None by
   * default.
   */
  public ServerDiscoveryBuilder snapshot(Path file) {
    snapshot = Optional.of(file);
    return this;
  }

  /** Sets the interval of renewals; 30 s by default, a third of what servers wait. */
  public ServerDiscoveryBuilder renewEvery(Duration interval) {
    renewEvery =
        Checks.between(interval, Duration.ofMillis(100), Duration.ofHours(1), "renewEvery");
    return this;
  }

  /** Sets the time in which one node must answer; 3 s by default. */
  public ServerDiscoveryBuilder requestLimit(Duration limit) {
    requestLimit =
        Checks.between(limit, Duration.ofMillis(50), Duration.ofMinutes(1), "requestLimit");
    return this;
  }

  /** Sets the time a registration waits for its first answer; 5 s by default. */
  public ServerDiscoveryBuilder firstWait(Duration limit) {
    firstWait = Checks.between(limit, Duration.ZERO, Duration.ofMinutes(1), "firstWait");
    return this;
  }

  /**
   * Sets the pauses while no node answers: they double from the first to the longest; 0.5 s and 30
   * s by default.
   */
  public ServerDiscoveryBuilder retry(Duration first, Duration longest) {
    firstRetry = Checks.between(first, Duration.ofMillis(10), Duration.ofMinutes(1), "retry");
    longestRetry = Checks.between(longest, first, Duration.ofMinutes(10), "retry");
    return this;
  }

  /**
   * Makes the client ask the nodes given at the start only, as behind an address translation. It
   * does so anyway if one of them is {@code https}: what servers say of themselves is not
   * encrypted.
   */
  public ServerDiscoveryBuilder seedsOnly() {
    learnsNodes = false;
    return this;
  }

  ServerDiscoveryBuilder pollTime(Duration time) {
    pollTime = time;
    return this;
  }

  ServerDiscoveryBuilder clock(Clock given) {
    clock = given;
    return this;
  }

  /**
   * Starts the client; waits for nothing.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public ServerDiscovery start() {
    return new ServerDiscovery(
        List.copyOf(seeds),
        new ClientSettings(
            environment,
            zone,
            region,
            hostname.isEmpty() ? Checks.machine() : hostname,
            token,
            snapshot,
            renewEvery,
            requestLimit,
            pollTime,
            firstRetry,
            longestRetry,
            firstWait,
            MAX_ANSWER_BYTES,
            learnsNodes && seeds.stream().noneMatch(seed -> seed.startsWith("https:")),
            clock));
  }

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }
}
