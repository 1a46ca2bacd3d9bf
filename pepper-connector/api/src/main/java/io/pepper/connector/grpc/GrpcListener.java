package io.pepper.connector.grpc;

import java.util.Map;

/** The interface of a message-driven bean that receives gRPC calls from the resource adapter. */
public interface GrpcListener {
  /**
   * Returns the methods of all services. Called once when the endpoint is activated, on a thread of
   * the adapter.
   *
   * @return the methods by their full names, such as {@code keeper.Discovery/Polls}, for all
   *     connections until the endpoint is deactivated
   */
  Map<String, GrpcMethod> methods();
}
