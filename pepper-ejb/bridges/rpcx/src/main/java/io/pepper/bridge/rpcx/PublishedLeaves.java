package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.discovery.instance.Instance;
import java.util.HashMap;
import java.util.Map;

/** The leaves of Pepper's own instances in rpcx's registry. */
record PublishedLeaves(RpcxSettings settings) {
  private static final String GROUP = "group";

  /**
   * Returns values by key: one leaf for each address of an instance that rpcx can call.
   *
   * @param base where they are
   */
  Map<String, byte[]> leaves(String base, Instance instance) {
    String service = instance.key().app().name();
    Map<String, byte[]> leaves = new HashMap<>();
    if (service.contains("/")) {
      return leaves;
    }
    for (String address : instance.registration().addresses()) {
      int end = address.indexOf("://");
      if (end > 0 && settings.schemes().contains(address.substring(0, end))) {
        leaves.putIfAbsent(base + "/" + service + "/" + name(address, end), value(instance));
      }
    }
    return leaves;
  }

  private static String name(String address, int end) {
    String scheme = address.substring(0, end);
    String rest = address.substring(end + 3);
    // What may follow the port in a URL has no place in the name.
    return (scheme.equals("rpcx") ? "tcp" : scheme) + "@" + rest.split("[/?#]", 2)[0];
  }

  private byte[] value(Instance instance) {
    LeafMetadata value = new LeafMetadata();
    boolean up = instance.isUp();
    for (Map.Entry<String, String> entry : instance.metadata().entrySet()) {
      switch (entry.getKey()) {
        case Leaf.STATE, Leaf.OWNER -> {
          // Ours to say.
        }
        case GROUP -> {
          for (String group : entry.getValue().split(",")) {
            value.add(GROUP, group.strip());
          }
        }
        case Leaf.WEIGHT -> {
          int weight =
              entry.getValue().matches("\\d{1,9}") ? Integer.parseInt(entry.getValue()) : 1;
          // Clients break when all weights are 0; a server that is to get nothing is inactive
          // instead.
          up &= weight > 0;
          value.set(Leaf.WEIGHT, "" + Math.max(1, RpcxWeights.bounded(weight)));
        }
        default -> value.set(entry.getKey(), entry.getValue());
      }
    }
    value.set("zone", instance.key().zone()).set("hostname", instance.registration().hostname());
    value.set(Leaf.OWNER, settings.cluster());
    if (!up) {
      value.set(Leaf.STATE, Leaf.INACTIVE);
    }
    return value.toString().getBytes(UTF_8);
  }
}
