package io.pepper.grpc;

import io.pepper.connector.grpc.GrpcListener;
import io.pepper.connector.grpc.GrpcMethod;
import io.pepper.connector.grpc.GrpcService;
import io.pepper.startup.StartSignal;
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
  @Inject StartSignal started;

  @Override
  public Map<String, GrpcMethod> methods() {
    Map<String, GrpcMethod> all = new HashMap<>();
    services.forEach(service -> all.putAll(service.methods()));
    all.replaceAll((name, method) -> afterTheStart(method));
    return all;
  }

  private GrpcMethod afterTheStart(GrpcMethod method) {
    return call -> {
      started.await();
      method.serve(call);
    };
  }
}
