package io.pepper.client.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.pepper.client.Application;
import io.pepper.client.Discovery;
import io.pepper.client.Instance;
import io.pepper.client.Instances;
import io.pepper.client.select.Filters;
import io.pepper.client.select.Weights;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells a channel the addresses of an application, again with each change. */
final class DiscoveryNameResolver extends NameResolver {
  /**
   * The attribute of an address that says how many calls it should get in proportion to the others;
   * an {@code Integer}.
   */
  static final Attributes.Key<Integer> WEIGHT = Attributes.Key.create("io.pepper.client.weight");

  /** The attribute of an address that holds the instance behind it. */
  static final Attributes.Key<Instance> INSTANCE =
      Attributes.Key.create("io.pepper.client.instance");

  private final Target target;
  private final Discovery discovery;
  private final ConfigOrError serviceConfig;
  private Application.Subscription subscription;

  DiscoveryNameResolver(Target target, Discovery discovery, Args args) {
    this.target = target;
    this.discovery = discovery;
    this.serviceConfig =
        args.getServiceConfigParser()
            .parseServiceConfig(
                Map.of(
                    "loadBalancingConfig",
                    List.of(Map.of(WeightedLoadBalancerProvider.POLICY, Map.of()))));
  }

  @Override
  public String getServiceAuthority() {
    return target.app();
  }

  @Override
  public void start(Listener2 listener) {
    subscription =
        discovery.watch(target.app()).onChange(instances -> publish(listener, instances));
  }

  @Override
  public void shutdown() {
    if (subscription != null) {
      subscription.close();
    }
  }

  private void publish(Listener2 listener, Instances instances) {
    List<EquivalentAddressGroup> addresses = addresses(near(instances.list()));
    StatusOr<List<EquivalentAddressGroup>> result =
        addresses.isEmpty()
            ? StatusOr.fromStatus(
                Status.UNAVAILABLE.withDescription(
                    "%s has no instance with a grpc address: %d are known (%s)"
                        .formatted(target.app(), instances.list().size(), instances.source())))
            : StatusOr.fromValue(addresses);
    listener.onResult(
        ResolutionResult.newBuilder()
            .setAddressesOrError(result)
            .setServiceConfig(serviceConfig)
            .build());
  }

  private List<Instance> near(List<Instance> all) {
    Predicate<Instance> clusters = Filters.clusters(target.clusters().toArray(String[]::new));
    List<Instance> near =
        all.stream().filter(instance -> instance.zone().equals(target.zone())).toList();
    return (near.isEmpty() ? all : near).stream().filter(clusters).toList();
  }

  private static List<EquivalentAddressGroup> addresses(List<Instance> instances) {
    int[] weights = Weights.of(instances);
    List<EquivalentAddressGroup> groups = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Instance instance = instances.get(i);
      Attributes attributes =
          Attributes.newBuilder().set(WEIGHT, weights[i]).set(INSTANCE, instance).build();
      instance
          .address("grpc")
          .flatMap(DiscoveryNameResolver::socket)
          .ifPresent(socket -> groups.add(new EquivalentAddressGroup(socket, attributes)));
    }
    return groups;
  }

  private static Optional<InetSocketAddress> socket(String address) {
    try {
      URI uri = URI.create("grpc://" + address);
      return uri.getHost() == null || uri.getPort() < 0
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
