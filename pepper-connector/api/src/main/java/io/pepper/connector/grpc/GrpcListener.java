package io.pepper.connector.grpc;

import java.util.Map;

/** What a message-driven bean implements to receive gRPC calls from the resource adapter. */
public interface GrpcListener {
  /**
   * Called once when the endpoint is activated, on a thread of the adapter.
   *
   * @return the methods by their full names, such as {@code keeper.Discovery/Polls}, for all
   *     connections until the endpoint is deactivated
   */
  Map<String, GrpcMethod> methods();
}
