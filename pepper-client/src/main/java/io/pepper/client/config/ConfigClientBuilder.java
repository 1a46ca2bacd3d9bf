package io.pepper.client.config;

import io.pepper.client.transport.Checks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says how a {@link ConfigClient} works. Used by one thread. */
public final class ConfigClientBuilder {
  private static final int MAX_SERVERS = 64;
  private static final int MAX_LABELS = 50;

  private final List<String> servers = new ArrayList<>();
  private final Map<String, String> labels = new TreeMap<>();
  private String domain = "";
  private Optional<String> node = Optional.empty();
  private Optional<String> section = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Optional<Path> snapshot = Optional.empty();
  private Duration requestLimit = Duration.ofSeconds(3);
  private Duration pollTime = Duration.ofSeconds(30);
  private Duration firstRetry = Duration.ofMillis(500);
  private Duration longestRetry = Duration.ofSeconds(30);
  private Clock clock = Clock.systemUTC();

  ConfigClientBuilder(List<String> urls) {
    if (urls.isEmpty() || urls.size() > MAX_SERVERS) {
      throw new IllegalArgumentException(
          "1 to %d servers are possible, not %d".formatted(MAX_SERVERS, urls.size()));
    }
    urls.forEach(url -> servers.add(Checks.server(url)));
  }

  /** Sets the domain, such as {@code shop}; needed. */
  public ConfigClientBuilder domain(String name) {
    domain = name;
    return this;
  }

  /**
   * Sets the id of this process, by which gray releases choose it; by default the name of the
   * machine.
   */
  public ConfigClientBuilder node(String id) {
    node = Optional.of(id);
    return this;
  }

  /** Sets the section of each file whose keys win; by default the one with the id for its name. */
  public ConfigClientBuilder section(String name) {
    section = Optional.of(Checks.name("section", name));
    return this;
  }

  /**
   * Sets a label, by which gray releases choose this process.
   *
   * @param name without colons and commas
   * @param value without commas
   */
  public ConfigClientBuilder label(String name, String value) {
    if (name.isEmpty() || name.matches(".*[:,].*") || value.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "label %s:%s must have no comma, and no colon in its name".formatted(name, value));
    }
    labels.put(name, value);
    if (labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException("%d labels are possible".formatted(MAX_LABELS));
    }
    return this;
  }

  /**
   * Sets the token that is sent with each request; never logged. One of the scope {@code config}
   * shows secrets, one of the scope {@code read} three asterisks for them.
   */
  public ConfigClientBuilder token(String secret) {
    token = Optional.of(secret);
    return this;
  }

  /**
   * Sets the folder in which files are kept for times without servers, secrets included; only the
   * owner of the process may read them. Made if needed; none by default.
   */
  public ConfigClientBuilder snapshot(Path folder) {
    snapshot = Optional.of(folder);
    return this;
  }

  /** Sets the time in which a server must answer; 3 s by default. */
  public ConfigClientBuilder requestLimit(Duration limit) {
    requestLimit =
        Checks.between(limit, Duration.ofMillis(50), Duration.ofMinutes(1), "requestLimit");
    return this;
  }

  /**
   * Sets the pauses while no server answers: they double from the first to the longest, and each is
   * cut at random by up to a half; 0.5 s and 30 s by default.
   */
  public ConfigClientBuilder retry(Duration first, Duration longest) {
    firstRetry = Checks.between(first, Duration.ofMillis(10), Duration.ofMinutes(1), "retry");
    longestRetry = Checks.between(longest, first, Duration.ofMinutes(10), "retry");
    return this;
  }

  ConfigClientBuilder pollTime(Duration time) {
    pollTime = time;
    return this;
  }

  ConfigClientBuilder clock(Clock given) {
    clock = given;
    return this;
  }

  /**
   * Starts the client; waits for nothing.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public ConfigClient start() {
    return new ConfigClient(
        List.copyOf(servers),
        new ConfigSettings(
            domain,
            node.orElseGet(Checks::machine),
            section,
            labels,
            token,
            snapshot,
            requestLimit,
            pollTime,
            firstRetry,
            longestRetry,
            clock));
  }
}
