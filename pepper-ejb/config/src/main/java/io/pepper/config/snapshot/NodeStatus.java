package io.pepper.config.snapshot;

import java.time.Instant;
import java.util.Map;

/**
 * A node that receives configuration, at one moment.
 *
 * @param node its id, chosen by the application
 * @param component the role of the program
 * @param hostname of its machine
 * @param server the name of the Pepper that it is connected to
 * @param transport how it receives: {@code grpc} or {@code gorpc}
 * @param peer its IP address
 * @param revision what it has; 0 for nothing
 * @param expected what it should have
 * @param since when it was to have that
 * @param isLagging whether it has not said that it took that
 * @param labels what it sends as its component tags, by which gray releases select it
 */
public record NodeStatus(
    String node,
    String component,
    String hostname,
    String server,
    String transport,
    String peer,
    long revision,
    long expected,
    Instant since,
    boolean isLagging,
    Map<String, String> labels) {
  public NodeStatus {
    labels = Map.copyOf(labels);
  }
}
