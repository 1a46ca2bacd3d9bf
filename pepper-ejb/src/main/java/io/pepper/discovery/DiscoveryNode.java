package io.pepper.discovery;

import java.net.URI;

/**
 * A node that serves discovery, as clients reach it. Immutable.
 *
 * @param name unique in the cluster
 * @param region may be empty
 * @param zone where it stands
 * @param address such as {@code http://10.0.0.7:8080}
 * @param since when it began to serve, nanoseconds since 1970
 */
public record DiscoveryNode(String name, String region, String zone, URI address, long since) {}
