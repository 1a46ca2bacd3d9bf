package io.pepper.discovery;

/**
 * A Pepper that takes part in discovery.
 *
 * @param address where providers and consumers reach it, such as {@code http://10.0.0.7:8080}
 */
public record DiscoveryNode(String name, String region, String zone, String address) {}
