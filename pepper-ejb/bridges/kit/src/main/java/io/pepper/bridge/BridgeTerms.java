package io.pepper.bridge;

import java.time.Duration;

/**
 * The terms under which a node exchanges with a foreign registry.
 *
 * @param name of the bridge: in the names of its thread and of the election's key, and in log lines
 * @param node this node's name
 * @param term the time after which another node may take over from the one that exchanges and is
 *     out of touch; at least 2 s
 * @param session how long entries outlive the node that published them: much longer than the term,
 *     so that the node elected next has taken them over by then
 */
public record BridgeTerms(String name, String node, Duration term, Duration session) {}
