package io.pepper.config.node;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.ReadingNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description that a node sends of itself with each request (docs/protocol.md, keeper.Sync).
 * Immutable.
 *
 * @param id chosen by the application, by convention its address and port
 * @param component the role of the program
 * @param hostname of its machine
 * @param startTime when it started, in seconds since 1970, by its clock
 * @param subscriptions as it sent them, each with a slash at its beginning
 * @param version of the last configuration that it took; 0 for none
 * @param labels its component tags
 */
public record NodeInfo(
    String id,
    DomainName domain,
    String component,
    String hostname,
    long startTime,
    List<String> subscriptions,
    long version,
    Map<String, String> labels) {
  private static final int MAX_ID_CHARACTERS = 200;
  private static final int MAX_SUBSCRIPTIONS = 100;
  private static final int MAX_LABELS = 50;

  public NodeInfo {
    subscriptions = List.copyOf(subscriptions);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /**
   * Creates what a node says of itself, as it came over the network.
   *
   * @param subscriptions with a slash at the beginning or without
   * @throws IllegalArgumentException if the id is empty, or there is more than is allowed
   */
  public static NodeInfo checked(
      String id,
      DomainName domain,
      String component,
      String hostname,
      long startTime,
      List<String> subscriptions,
      long version,
      Map<String, String> labels) {
    if (id.isEmpty() || id.length() > MAX_ID_CHARACTERS) {
      throw new IllegalArgumentException(
          "a node has an id of 1 to %d characters, not of %d"
              .formatted(MAX_ID_CHARACTERS, id.length()));
    }
    atMost("subscriptions", MAX_SUBSCRIPTIONS, subscriptions.size());
    atMost("component tags", MAX_LABELS, labels.size());
    List<String> absolute =
        subscriptions.stream().map(each -> each.startsWith("/") ? each : "/" + each).toList();
    return new NodeInfo(id, domain, component, hostname, startTime, absolute, version, labels);
  }

  /**
   * Returns what is known of a node that reads one file: it subscribes to that alone.
   *
   * @param hasSection whether the file has the section that the node names
   */
  public static NodeInfo of(ReadingNode node, boolean hasSection) {
    String section = node.file().absolute() + "/" + node.section();
    boolean isSection =
        hasSection
            && FileSubscription.parse(section).filter(it -> it.section().isPresent()).isPresent();
    return new NodeInfo(
        node.id(),
        node.domain(),
        "",
        "",
        0,
        List.of(isSection ? section : node.file().absolute()),
        node.version(),
        node.labels());
  }

  private static void atMost(String what, int limit, int actual) {
    if (actual > limit) {
      throw new IllegalArgumentException(
          "a node has at most %d %s, not %d".formatted(limit, what, actual));
    }
  }
}
