package io.pepper.bridge.rpcx;

/** The range of weights for rpcx's clients, which make a ring as long as the sum of all weights. */
final class RpcxWeights {
  private static final int MAX_WEIGHT = 1000;

  private RpcxWeights() {}

  static int bounded(int weight) {
    return Math.min(weight, MAX_WEIGHT);
  }
}
