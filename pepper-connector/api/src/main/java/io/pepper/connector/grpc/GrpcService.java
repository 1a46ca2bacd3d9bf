package io.pepper.connector.grpc;

import java.util.Map;

/** Some methods that belong together. */
public interface GrpcService {
  /** The methods by their full names, such as {@code keeper.Discovery/Polls}. */
  Map<String, GrpcMethod> methods();
}
