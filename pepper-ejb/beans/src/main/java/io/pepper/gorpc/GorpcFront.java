package io.pepper.gorpc;

import io.pepper.connector.gorpc.GorpcListener;
import io.pepper.connector.gorpc.GorpcMethod;
import io.pepper.connector.gorpc.GorpcService;
import io.pepper.startup.StartSignal;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * The bean that gives the adapter the methods of all services, once: the container activates it,
 * and calls then go from the adapter to the methods directly.
 */
@MessageDriven
public class GorpcFront implements GorpcListener {
  @Inject @Any Instance<GorpcService> services;
  @Inject StartSignal started;

  @Override
  public Map<String, GorpcMethod> methods() {
    Map<String, GorpcMethod> all = new HashMap<>();
    services.forEach(service -> all.putAll(service.methods()));
    all.replaceAll((name, method) -> afterTheStart(method));
    return all;
  }

  private GorpcMethod afterTheStart(GorpcMethod method) {
    return call -> {
      started.await();
      method.serve(call);
    };
  }
}
