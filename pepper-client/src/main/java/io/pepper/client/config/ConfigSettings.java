package io.pepper.client.config;

import io.pepper.client.transport.Checks;
import io.pepper.client.transport.Parameters;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a {@link ConfigClient}; see its builder.
 *
 * @param node the id of this process
 * @param section of each file whose keys win
 * @param snapshot the folder of snapshots
 * @param requestLimit how long a server may take for an answer that it has at once
 * @param pollTime how long a server may hold a wait
 */
record ConfigSettings(
    String domain,
    String node,
    Optional<String> section,
    Map<String, String> labels,
    Optional<String> token,
    Optional<Path> snapshot,
    Duration requestLimit,
    Duration pollTime,
    Duration firstRetry,
    Duration longestRetry,
    Clock clock) {
  ConfigSettings {
    Checks.name("domain", domain);
    Checks.name("node", node);
    labels = new TreeMap<>(labels);
  }

  /** Returns the parameters that say which node this is. */
  Parameters identity() {
    Parameters parameters = new Parameters().with("node", node);
    section.ifPresent(name -> parameters.with("section", name));
    if (!labels.isEmpty()) {
      parameters.with("labels", labelsText());
    }
    return parameters;
  }

  private String labelsText() {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + ":" + label.getValue())
        .collect(Collectors.joining(","));
  }

  /** Returns what makes the difference for the content of a file. */
  String readerOf(String file) {
    return String.join("\n", domain, file, node, section.orElse(node), labelsText());
  }
}
