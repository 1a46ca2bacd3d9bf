package io.pepper.config.sync;

import io.pepper.config.definition.DomainName;
import io.pepper.config.node.NodeInfo;

/**
 * One process of a node: two that run under one id by mistake are two, and each gets what is its
 * own.
 */
record SubscriberKey(DomainName domain, String node, String hostname, long startTime) {
  static SubscriberKey of(NodeInfo info) {
    return new SubscriberKey(info.domain(), info.id(), info.hostname(), info.startTime());
  }
}
