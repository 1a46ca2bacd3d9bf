package io.pepper.discovery.cluster;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.Registry.Subscription;
import java.util.List;

/** The nodes as this one knows them. */
record KnownNodes(DiscoveryNode self, Peers peers, RegistryView book) implements Nodes {
  @Override
  public List<DiscoveryNode> all() {
    return peers.nodes();
  }

  @Override
  public long changed() {
    return book.locked(book::epoch).changed(peers.revision(), 0);
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return peers.subscribe(listener);
  }
}
