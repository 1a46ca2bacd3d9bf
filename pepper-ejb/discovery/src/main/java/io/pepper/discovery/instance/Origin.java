package io.pepper.discovery.instance;

/** How an instance came into the registry, and so who says that it is alive. */
public enum Origin {
  /** Registered at {@code /discovery/}; renews by heartbeats. */
  HTTP,
  /** Registered at {@code keeper.Discovery}; renews by heartbeats. */
  GRPC,
  /** Found in etcd, where an rpcx server keeps it under its own lease; never expires by itself. */
  RPCX;

  /** Whether an instance of this origin is removed when its heartbeats stop. */
  public boolean hasHeartbeats() {
    return this != RPCX;
  }
}
