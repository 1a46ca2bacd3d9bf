package io.pepper.bridge;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.util.List;
import java.util.Map;

/** Instances of the environment {@code prod}, as providers register them over HTTP. */
final class TestInstances {
  private TestInstances() {}

  static Registration registration(String application, String address, int weight) {
    return new Registration(
        new InstanceKey(new AppKey("prod", application), "sh", address),
        "",
        "host-1",
        List.of(address),
        Map.of("weight", Integer.toString(weight)),
        Status.UP,
        "",
        Registration.DEFAULT_LIFETIME,
        Origin.HTTP);
  }

  static Instance instance(String application, String address, int weight) {
    return new Instance(registration(application, address, weight), Conditions.NONE, 1, 1, 1);
  }
}
