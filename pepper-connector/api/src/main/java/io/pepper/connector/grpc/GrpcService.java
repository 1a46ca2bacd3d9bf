package io.pepper.connector.grpc;

import java.util.Map;

/** The methods of one gRPC service. */
public interface GrpcService {
  /** Returns the methods by their full names, such as {@code keeper.Discovery/Polls}. */
  Map<String, GrpcMethod> methods();
}
