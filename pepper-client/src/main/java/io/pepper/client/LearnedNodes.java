package io.pepper.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The servers as they register themselves (docs/protocol.md, "Discovery over HTTP":
 * infra.discovery).
 */
final class LearnedNodes {
  static final String APP = "infra.discovery";

  private LearnedNodes() {}

  /** Returns the addresses of the servers in this zone, or of all if there are none. */
  static List<String> of(List<Instance> servers, String zone) {
    List<Instance> near = servers.stream().filter(it -> it.zone().equals(zone)).toList();
    return (near.isEmpty() ? servers : near)
        .stream()
            .map(server -> server.address("http"))
            .flatMap(Optional::stream)
            .map(address -> "http://" + address)
            .filter(LearnedNodes::isUsable)
            .toList();
  }

  private static boolean isUsable(String url) {
    try {
      return URI.create(url).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
