package io.pepper.grpc;

import io.pepper.connector.grpc.GrpcListener;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.connector.grpc.GrpcService;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the adapter the methods of all services, once: the container activates it, and calls then
 * go from the adapter to the methods directly.
 */
@MessageDriven
public class GrpcFront implements GrpcListener {
  @Inject @Any Instance<GrpcService> services;

  @Override
  public Map<String, GrpcMethod> methods() {
    Map<String, GrpcMethod> all = new HashMap<>();
    services.forEach(service -> all.putAll(service.methods()));
    return all;
  }
}
