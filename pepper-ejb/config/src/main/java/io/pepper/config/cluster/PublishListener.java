package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;

/** Hears of what this node published, on the thread that did; must be quick. */
@FunctionalInterface
public interface PublishListener {
  void published(DomainName domain, long version);
}
