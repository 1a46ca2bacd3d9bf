package io.pepper.discovery.instance;

/**
 * The protocol by which an instance came into the registry, and so the source of its heartbeats.
 */
public enum Origin {
  /** Registered at {@code /discovery/}; renews by heartbeats. */
  HTTP,
  /** Registered at {@code keeper.Discovery}; renews by heartbeats. */
  GRPC,
  /** Found in etcd, where an rpcx server keeps it under its own lease; never expires by itself. */
  RPCX;

  /** Returns whether an instance of this origin is removed when its heartbeats stop. */
  public boolean hasHeartbeats() {
    return this != RPCX;
  }
}
