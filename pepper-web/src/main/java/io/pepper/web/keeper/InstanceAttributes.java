package io.pepper.web.keeper;

import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.ServiceMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The attributes that operators set for an instance.
 *
 * @param weight empty for the provider's own
 * @param online whether it takes traffic; empty leaves that as it is
 * @param others stand over the provider's metadata
 */
record InstanceAttributes(
    OptionalInt weight, Optional<Boolean> online, Map<String, String> others) {
  private static final String RESERVED = "backend-metadata-";

  /**
   * Reads attributes as gokeeper's operators write them.
   *
   * @throws KeeperException naming the attribute that cannot be
   */
  static InstanceAttributes of(Map<String, String> attributes) {
    Map<String, String> others = new TreeMap<>(attributes);
    String weight = others.remove(ServiceMetadata.WEIGHT);
    String online = others.remove(ServiceMetadata.ONLINE);
    if (weight != null && !weight.matches("\\d{1,7}")) {
      throw new KeeperException(
          ServiceMetadata.WEIGHT
              + " must be a whole number from 0 to 1000000, not '"
              + weight
              + "'");
    }
    if (online != null && !online.equals("Y") && !online.equals("N")) {
      throw new KeeperException(ServiceMetadata.ONLINE + " must be Y or N, not '" + online + "'");
    }
    others.keySet().stream()
        .filter(name -> name.startsWith(RESERVED))
        .findFirst()
        .ifPresent(name -> {
          throw new KeeperException("instances have no attribute " + name);
        });
    InstanceAttributes read =
        new InstanceAttributes(
            weight == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(weight)),
            Optional.ofNullable(online).map("Y"::equals),
            others);
    try {
      Conditions.NONE.withWeight(read.weight).withAttributes(others);
      return read;
    } catch (IllegalArgumentException e) {
      throw new KeeperException(e.getMessage());
    }
  }
}
