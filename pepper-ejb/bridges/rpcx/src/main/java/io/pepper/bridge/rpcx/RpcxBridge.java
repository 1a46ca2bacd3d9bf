package io.pepper.bridge.rpcx;

import io.pepper.bridge.Bridge;
import io.pepper.bridge.BridgeTerms;
import io.pepper.bridge.EntryMapping;
import io.pepper.coordination.Coordination;
import io.pepper.discovery.Registry;
import java.util.List;

/** The exchange between the registry and rpcx's in etcd, as its settings want it. */
final class RpcxBridge implements AutoCloseable {
  private static final String NAME = "rpcx";

  private final Bridge bridge;

  RpcxBridge(RpcxSettings settings, Registry registry, Coordination coordination, String node) {
    List<EntryMapping> mappings =
        settings.environments().entrySet().stream()
            .<EntryMapping>map(each -> new RpcxMapping(each.getKey(), each.getValue(), settings))
            .toList();
    bridge =
        new Bridge(
            new BridgeTerms(NAME, node, settings.term(), settings.lease()),
            registry,
            coordination,
            new EtcdRegistry(settings.etcd(), settings.lease()),
            mappings);
  }

  void start() {
    bridge.start();
  }

  @Override
  public void close() {
    bridge.close();
  }
}
