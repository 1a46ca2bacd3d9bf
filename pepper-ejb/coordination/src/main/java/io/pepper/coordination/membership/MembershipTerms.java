package io.pepper.coordination.membership;

import java.time.Duration;

/**
 * The terms under which a node joins a cluster.
 *
 * @param capability the part of Pepper that forms the cluster, as log lines name it
 * @param node the node's name
 * @param key the node's key
 * @param home the name of the installation, see {@link Member#home}
 * @param timeToLive the time for which the node may be out of touch before others take it for dead;
 *     at least 2 s
 */
public record MembershipTerms(
    String capability, String node, String key, String home, Duration timeToLive) {}
