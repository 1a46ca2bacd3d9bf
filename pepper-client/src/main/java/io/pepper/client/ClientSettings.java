package io.pepper.client;

import io.pepper.client.transport.Checks;
import io.pepper.client.transport.Parameters;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a {@link ServerDiscovery}; see its builder.
 *
 * @param pollTime how long a server may hold a poll
 * @param firstWait how long a registration waits for its first answer
 */
record ClientSettings(
    String environment,
    String zone,
    String region,
    String hostname,
    Optional<String> token,
    Optional<Path> snapshot,
    Duration renewEvery,
    Duration requestLimit,
    Duration pollTime,
    Duration firstRetry,
    Duration longestRetry,
    Duration firstWait,
    int largestAnswer,
    boolean learnsNodes,
    Clock clock) {
  ClientSettings {
    Checks.name("environment", environment);
    Checks.name("zone", zone);
    Checks.name("hostname", hostname);
  }

  /** Returns the parameters that name this process's instance of an application. */
  Parameters identity(String app) {
    return new Parameters()
        .with("region", region)
        .with("zone", zone)
        .with("env", environment)
        .with("appid", app)
        .with("hostname", hostname);
  }
}
