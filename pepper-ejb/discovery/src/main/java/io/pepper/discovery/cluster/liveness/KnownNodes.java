package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.Registry.Subscription;
import io.pepper.discovery.cluster.state.RegistryView;
import java.util.List;

/** The nodes as this one knows them by its watch. */
public record KnownNodes(DiscoveryNode self, Peers peers, RegistryView view) implements Nodes {
  @Override
  public List<DiscoveryNode> all() {
    return peers.nodes();
  }

  @Override
  public long changed() {
    return view.locked(view::epoch).changed(peers.revision(), 0);
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    return peers.subscribe(listener);
  }
}
