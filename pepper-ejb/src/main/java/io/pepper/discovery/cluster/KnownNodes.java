package io.pepper.discovery.cluster;

import io.pepper.discovery.Node;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.Registry.Subscription;
import java.util.List;

/** The nodes as this one knows them. */
record KnownNodes(Node self, Peers peers, Book book) implements Nodes {
  @Override
  public List<Node> all() {
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
