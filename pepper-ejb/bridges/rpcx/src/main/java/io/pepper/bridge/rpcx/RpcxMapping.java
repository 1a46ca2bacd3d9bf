package io.pepper.bridge.rpcx;

import io.pepper.bridge.EntryMapping;
import io.pepper.bridge.ForeignEntry;
import io.pepper.bridge.ForeignServer;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * The leaves below one base path and the instances of one environment (docs/protocol.md, rpcx).
 *
 * @param base path as rpcx's programs write it, without a slash at its end
 */
record RpcxMapping(String base, String environment, RpcxSettings settings) implements EntryMapping {
  @Override
  public String path() {
    return base + "/";
  }

  @Override
  public Origin origin() {
    return Origin.RPCX;
  }

  @Override
  public Optional<ForeignServer> read(ForeignEntry entry) {
    return Leaf.of(entry, this).map(leaf -> leaf);
  }

  @Override
  public Map<String, byte[]> entries(Instance instance) {
    return new PublishedLeaves(settings).leaves(base, instance);
  }
}
