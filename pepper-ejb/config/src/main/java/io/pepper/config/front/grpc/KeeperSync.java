package io.pepper.config.front.grpc;

import io.pepper.config.sync.CallerNetworks;
import io.pepper.config.sync.SyncProtocol;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.connector.grpc.GrpcService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * The service {@code keeper.Sync}: one answer for each request of a stream, in their order
 * (docs/protocol.md, keeper.Sync). Runs on the streams' own virtual threads.
 */
@ApplicationScoped
class KeeperSync implements GrpcService {
  private final SyncProtocol protocol;
  private final CallerNetworks networks;

  /** Exists for the container's proxy only. */
  protected KeeperSync() {
    protocol = null;
    networks = null;
  }

  @Inject
  KeeperSync(SyncProtocol protocol, CallerNetworks networks) {
    this.protocol = protocol;
    this.networks = networks;
  }

  @Override
  public Map<String, GrpcMethod> methods() {
    return Map.of("keeper.Sync/Sync", call -> new KeeperStream(call, protocol, networks).serve());
  }
}
