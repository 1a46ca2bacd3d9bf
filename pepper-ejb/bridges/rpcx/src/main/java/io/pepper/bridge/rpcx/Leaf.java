package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bridge.ForeignEntry;
import io.pepper.bridge.ForeignServer;
import io.pepper.discovery.instance.Address;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A server in rpcx's registry: key {@code <base path>/<service>/<network>@<host>:<port>}, value a
 * query string. Immutable.
 *
 * @param app the service
 * @param name the key's last part
 * @param settings zone of the servers here, and name of the cluster on what it publishes
 */
record Leaf(ForeignEntry entry, AppKey app, String name, RpcxSettings settings)
    implements ForeignServer {
  static final String STATE = "state";
  static final String INACTIVE = "inactive";
  static final String WEIGHT = "weight";

  /** Name of the value that names the cluster, on leaves that Pepper publishes. */
  static final String OWNER = "pepper";

  /** Name of the mark on an rpcx server's leaf that an operator of Pepper set its state. */
  private static final String DRAINED = "pepper_state";

  /** Name of an rpcx server's own weight, in whose place an operator of Pepper set another. */
  private static final String OWN_WEIGHT = "pepper_weight";

  private static final Set<String> RATES = Set.of("calls", "connections", "tps");

  /**
   * Reads a leaf; empty if the key is no server's: the base path, a service's own key, or of
   * another depth.
   */
  static Optional<Leaf> of(ForeignEntry entry, RpcxMapping mapping) {
    String[] parts = entry.key().substring(mapping.path().length()).split("/", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      return Optional.empty();
    }
    try {
      AppKey app = new AppKey(mapping.environment(), parts[0]);
      return Optional.of(new Leaf(entry, app, parts[1], mapping.settings()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private LeafMetadata value() {
    return LeafMetadata.parsed(new String(entry.value(), UTF_8));
  }

  @Override
  public boolean isOurs() {
    return value().get(OWNER).filter(settings.cluster()::equals).isPresent();
  }

  @Override
  public Conditions conditions() {
    LeafMetadata value = value();
    Conditions none = Conditions.NONE.withDrained(value.get(DRAINED).isPresent());
    Optional<String> weight = value.get(OWN_WEIGHT).flatMap(own -> value.get(WEIGHT));
    return weight.filter(text -> text.matches("\\d{1,4}")).isPresent()
        ? none.withWeight(OptionalInt.of(Integer.parseInt(weight.get())))
        : none;
  }

  /** Returns whether the value is no query string, so that nothing can be added to it. */
  private boolean isOpaque() {
    return entry.value().length > 0 && value().values().isEmpty();
  }

  /** Returns whether Pepper changed what the server wrote. */
  private boolean hasOurEdits() {
    LeafMetadata value = value();
    return value.get(DRAINED).isPresent() || value.get(OWN_WEIGHT).isPresent();
  }

  /**
   * Returns the server's own description, without its rates and what Pepper wrote.
   *
   * @throws IllegalArgumentException if that is more than an instance may say, or its name holds no
   *     address
   */
  @Override
  public Registration registration() {
    LeafMetadata value = value();
    boolean drainedHere = value.remove(DRAINED).isPresent();
    boolean inactive = value.remove(STATE).filter(INACTIVE::equals).isPresent();
    value.remove(OWN_WEIGHT).ifPresent(own -> restoreWeight(value, own));
    Map<String, String> metadata = new HashMap<>();
    value
        .values()
        .forEach((name, all) -> {
          if (!RATES.contains(name)) {
            metadata.put(name, String.join(",", all));
          }
        });
    int at = name.indexOf('@');
    String network = at < 0 ? "tcp" : name.substring(0, at);
    String address = name.substring(at + 1);
    return new Registration(
        new InstanceKey(app, settings.zone(), name),
        "",
        "",
        List.of(Address.checked(network + "://" + address)),
        metadata,
        inactive && !drainedHere ? Status.WAITING : Status.UP,
        "",
        Registration.DEFAULT_LIFETIME,
        Origin.RPCX);
  }

  private static void restoreWeight(LeafMetadata value, String own) {
    if (own.isEmpty()) {
      value.remove(WEIGHT);
    } else {
      value.set(WEIGHT, own);
    }
  }

  @Override
  public Optional<byte[]> under(Conditions conditions) {
    boolean isSaid = !conditions.isNone() || hasOurEdits();
    return isSaid && !isOpaque() ? Optional.of(valueUnder(conditions)) : Optional.empty();
  }

  /** Returns the value under conditions; weight 0 is written as inactive. */
  private byte[] valueUnder(Conditions conditions) {
    LeafMetadata value = value();
    boolean drainedHere = value.remove(DRAINED).isPresent();
    if (drainedHere) {
      value.remove(STATE);
    }
    value.remove(OWN_WEIGHT).ifPresent(own -> restoreWeight(value, own));
    int weight = conditions.weight().orElse(1);
    boolean drain = conditions.drained() || conditions.unhealthy().isPresent() || weight == 0;
    if (drain && value.get(STATE).filter(INACTIVE::equals).isEmpty()) {
      value.set(STATE, INACTIVE).set(DRAINED, "1");
    }
    if (conditions.weight().isPresent() && weight > 0) {
      value
          .set(OWN_WEIGHT, value.get(WEIGHT).orElse(""))
          .set(WEIGHT, "" + RpcxWeights.bounded(weight));
    }
    return value.toString().getBytes(UTF_8);
  }
}
