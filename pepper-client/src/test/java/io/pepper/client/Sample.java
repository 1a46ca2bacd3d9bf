package io.pepper.client;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Instances for tests. */
public final class Sample {
  private Sample() {}

  public static Instance instance(String zone, String hostname, Map<String, String> metadata) {
    return instance(zone, hostname, metadata, 0);
  }

  public static Instance instance(
      String zone, String hostname, Map<String, String> metadata, long changed) {
    return new Instance(
        "shop.stock",
        zone,
        hostname,
        "sh",
        List.of("http://10.0.0.1:80", "grpc://10.0.0.1:90"),
        metadata,
        "v1",
        Status.UP,
        changed);
  }

  public static Instance weighing(String hostname, String weight) {
    return instance("one", hostname, Map.of("weight", weight));
  }

  /** {@code host-0} and so on. */
  public static List<Instance> hosts(String zone, int count) {
    List<Instance> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hosts.add(instance(zone, "host-" + i, Map.of()));
    }
    return hosts;
  }

  /** An application with these instances, watched from zone {@code one}. */
  public static Application application(List<Instance> instances) {
    Application application = new Application("shop.stock", "one", Clock.systemUTC(), Map::of);
    application.update(instances, Map.of());
    return application;
  }
}
