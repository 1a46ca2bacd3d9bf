package io.pepper.client.grpc;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.List;

/** Smooth weighted turns among connections. Safe for any number of threads. */
final class WeightedPicker extends SubchannelPicker {
  /**
   * A subchannel with its weight.
   *
   * @param weight 0 or more; if all have 0 they count as equal
   */
  record Weighted(Subchannel subchannel, int weight) {}

  private final List<Weighted> connections;
  private final long[] credits;
  private final long sum;

  WeightedPicker(List<Weighted> connections) {
    this.connections = connections;
    this.credits = new long[connections.size()];
    this.sum = connections.stream().mapToLong(WeightedPicker::weight).sum();
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs args) {
    return PickResult.withSubchannel(next());
  }

  private synchronized Subchannel next() {
    int best = 0;
    for (int i = 0; i < credits.length; i++) {
      credits[i] += weight(connections.get(i));
      if (credits[i] > credits[best]) {
        best = i;
      }
    }
    credits[best] -= sum;
    return connections.get(best).subchannel();
  }

  private static long weight(Weighted connection) {
    return Math.max(1, connection.weight());
  }
}
