package io.pepper.discovery.cluster;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.util.List;
import java.util.Map;

/** Instances as providers register them, and nodes. */
final class Samples {
  static final AppKey APP = new AppKey("prod", "goim.comet");

  private Samples() {}

  static InstanceKey key(String name) {
    return new InstanceKey(APP, "sh001", name);
  }

  static Registration registration(InstanceKey key, String address, Origin origin) {
    return new Registration(
        key,
        "sh",
        key.name(),
        List.of("grpc://" + address, "http://" + address),
        Map.of("weight", "10", "color", "blue"),
        Status.UP,
        "1.0.4",
        Registration.DEFAULT_LIFETIME,
        origin);
  }

  static Registration registration(String name, String address) {
    return registration(key(name), address, Origin.HTTP);
  }

  static Registration registration(String name) {
    return registration(name, "10.0.0.7:3109");
  }

  static NodeTerms terms(String node) {
    return terms(node, NodeTerms.DEFAULT_INSTANCES);
  }

  static NodeTerms terms(String node, int instances) {
    return new NodeTerms(
        new DiscoveryNode(node, "region01", "zone01", "http://127.0.0.1:8080"),
        node,
        instances,
        NodeTerms.DEFAULT_TIME_TO_LIVE,
        NodeTerms.ProtectionTerms.DEFAULT);
  }
}
