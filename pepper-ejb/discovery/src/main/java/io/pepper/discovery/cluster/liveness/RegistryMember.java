package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.ValueJson;
import io.pepper.coordination.membership.Member;
import io.pepper.coordination.membership.MemberFormat;
import io.pepper.discovery.DiscoveryNode;
import jakarta.json.JsonObject;

/**
 * A node that takes part, as its key describes it.
 *
 * @param incarnation the incarnation of the node: new at each start and after each lost lease
 * @param home the name of its installation
 */
public record RegistryMember(DiscoveryNode node, String incarnation, String home)
    implements Member {
  @Override
  public byte[] toBytes() {
    return ValueJson.bytes(
        ValueJson.object()
            .add("name", node.name())
            .add("region", node.region())
            .add("zone", node.zone())
            .add("address", node.address())
            .add("life", incarnation)
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

  /** Returns the form of this node's own member. */
  public static MemberFormat<RegistryMember> format(NodeTerms terms) {
    return new MemberFormat<>() {
      @Override
      public RegistryMember create(String incarnation) {
        return new RegistryMember(terms.self(), incarnation, terms.home());
      }

      @Override
      public RegistryMember read(byte[] value) {
        return RegistryMember.read(value);
      }
    };
  }
}
