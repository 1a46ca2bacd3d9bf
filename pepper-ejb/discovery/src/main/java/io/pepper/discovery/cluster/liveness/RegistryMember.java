package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.ValueJson;
import io.pepper.discovery.DiscoveryNode;
import jakarta.json.JsonObject;

/**
 * A node that takes part.
 *
 * @param life which of its lives: new whenever it starts or had lost its lease
 * @param home where it lives, so that it recognises its own former life
 */
public record RegistryMember(DiscoveryNode node, String life, String home) {
  public byte[] toBytes() {
    return ValueJson.bytes(
        ValueJson.object()
            .add("name", node.name())
            .add("region", node.region())
            .add("zone", node.zone())
            .add("address", node.address())
            .add("life", life)
            .add("home", home));
  }

  public static RegistryMember read(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    return new RegistryMember(
        new DiscoveryNode(
            json.getString("name"),
            json.getString("region"),
            json.getString("zone"),
            json.getString("address")),
        json.getString("life"),
        json.getString("home"));
  }
}
