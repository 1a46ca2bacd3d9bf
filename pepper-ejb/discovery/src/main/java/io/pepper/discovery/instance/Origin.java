package io.pepper.discovery.instance;

/**
 * The protocol by which an instance came into the registry, and so the source of its heartbeats.
 */
public enum Origin {
  /** Registered at {@code /discovery/}; renews by heartbeats. */
  HTTP("HTTP", true),
  /** Registered at {@code keeper.Discovery}; renews by heartbeats. */
  GRPC("gRPC", true),
  /** Found in etcd, where an rpcx server keeps it under its own lease; never expires by itself. */
  RPCX("rpcx", false);

  private final String title;
  private final boolean heartbeats;

  Origin(String title, boolean heartbeats) {
    this.title = title;
    this.heartbeats = heartbeats;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }

  /** Returns whether an instance of this origin is removed when its heartbeats stop. */
  public boolean hasHeartbeats() {
    return heartbeats;
  }
}
