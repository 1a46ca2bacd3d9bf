package io.pepper.client.grpc;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;

/**
 * The policy {@code pepper_weighted}: calls in proportion to the weight of an address, spread
 * evenly over those that are connected. grpc-java finds it by itself.
 */
public final class WeightedLoadBalancerProvider extends LoadBalancerProvider {
  static final String POLICY = "pepper_weighted";
  private static final int PRIORITY = 5;

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }

  @Override
  public String getPolicyName() {
    return POLICY;
  }

  @Override
  public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
    return new WeightedLoadBalancer(helper);
  }
}
