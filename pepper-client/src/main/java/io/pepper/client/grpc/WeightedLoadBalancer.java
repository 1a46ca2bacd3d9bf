package io.pepper.client.grpc;

import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One connection to each address. Used by the channel's one thread, except its picker. */
final class WeightedLoadBalancer extends LoadBalancer {
  private final Helper helper;
  private final Map<List<SocketAddress>, Connection> connections = new LinkedHashMap<>();
  private List<WeightedPicker.Weighted> shown = List.of();
  private boolean everConnected;

  WeightedLoadBalancer(Helper helper) {
    this.helper = helper;
  }

  @Override
  public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
    if (resolved.getAddresses().isEmpty()) {
      Status none = Status.UNAVAILABLE.withDescription("there are no addresses");
      handleNameResolutionError(none);
      return none;
    }
    Set<List<SocketAddress>> wanted = new HashSet<>();
    for (EquivalentAddressGroup group : resolved.getAddresses()) {
      wanted.add(group.getAddresses());
      Integer weight = group.getAttributes().get(DiscoveryNameResolver.WEIGHT);
      connections.computeIfAbsent(group.getAddresses(), addresses -> new Connection(group)).weight =
          weight == null ? 1 : weight;
    }
    connections
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !wanted.contains(entry.getKey());
          if (gone) {
            entry.getValue().subchannel.shutdown();
          }
          return gone;
        });
    show();
    return Status.OK;
  }

  /** Fails calls until there are instances: there are none any more, or none were found. */
  @Override
  public void handleNameResolutionError(Status error) {
    shutdown();
    shown = List.of();
    helper.updateBalancingState(
        ConnectivityState.TRANSIENT_FAILURE, new FixedPicker(PickResult.withError(error)));
  }

  @Override
  public void shutdown() {
    connections.values().forEach(connection -> connection.subchannel.shutdown());
    connections.clear();
  }

  private void show() {
    List<WeightedPicker.Weighted> ready = new ArrayList<>();
    Status failure = null;
    boolean connecting = false;
    for (Connection connection : connections.values()) {
      switch (connection.state.getState()) {
        case READY ->
            ready.add(new WeightedPicker.Weighted(connection.subchannel, connection.weight));
        case TRANSIENT_FAILURE -> failure = connection.state.getStatus();
        default -> connecting = true;
      }
    }
    // All that are connected may have weight 0 while those with more are away.
    List<WeightedPicker.Weighted> heavy = ready.stream().filter(it -> it.weight() > 0).toList();
    show(heavy.isEmpty() ? ready : heavy, failure, connecting);
  }

  private void show(List<WeightedPicker.Weighted> ready, Status failure, boolean connecting) {
    if (!ready.isEmpty()) {
      everConnected = true;
      // The same ones keep their turns.
      if (!ready.equals(shown)) {
        shown = ready;
        helper.updateBalancingState(ConnectivityState.READY, new WeightedPicker(ready));
      }
      return;
    }
    shown = List.of();
    if (failure != null && (!connecting || everConnected)) {
      helper.updateBalancingState(
          ConnectivityState.TRANSIENT_FAILURE, new FixedPicker(PickResult.withError(failure)));
    } else {
      helper.updateBalancingState(
          ConnectivityState.CONNECTING, new FixedPicker(PickResult.withNoResult()));
    }
  }

  private final class Connection {
    private final Subchannel subchannel;
    private ConnectivityStateInfo state =
        ConnectivityStateInfo.forNonError(ConnectivityState.CONNECTING);
    private int weight;

    Connection(EquivalentAddressGroup group) {
      subchannel =
          helper.createSubchannel(CreateSubchannelArgs.newBuilder().setAddresses(group).build());
      subchannel.start(this::changed);
      subchannel.requestConnection();
    }

    private void changed(ConnectivityStateInfo now) {
      if (!connections.containsValue(this) || now.getState() == ConnectivityState.SHUTDOWN) {
        return;
      }
      boolean keepsFailing =
          state.getState() == ConnectivityState.TRANSIENT_FAILURE
              && (now.getState() == ConnectivityState.CONNECTING
                  || now.getState() == ConnectivityState.IDLE);
      // Until it is connected again it counts as failing: calls need not wait for each attempt.
      if (!keepsFailing) {
        state = now;
      }
      if (now.getState() == ConnectivityState.IDLE) {
        subchannel.requestConnection();
      }
      show();
    }
  }

  private static final class FixedPicker extends SubchannelPicker {
    private final PickResult result;

    FixedPicker(PickResult result) {
      this.result = result;
    }

    @Override
    public PickResult pickSubchannel(PickSubchannelArgs args) {
      return result;
    }
  }
}
