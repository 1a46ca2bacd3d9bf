package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.Arrays;
import java.util.List;

/** The weights of several instances: how much each should get. */
public final class Weights {
  private static final int DEFAULT_WEIGHT = 10;
  private static final int MAX_WEIGHT = 1_000_000;
  private static final int UNSAID = -1;

  private Weights() {}

  /**
   * Returns the weights by {@code metadata.weight}, 0 to 1,000,000; see {@link Selectors#weighted}.
   *
   * @return in the order of the instances; at least one is greater than 0
   */
  public static int[] of(List<Instance> instances) {
    int[] weights = instances.stream().mapToInt(Weights::said).toArray();
    double average =
        Arrays.stream(weights).filter(weight -> weight > 0).average().orElse(DEFAULT_WEIGHT);
    int unsaid = Math.max(1, (int) Math.round(average));
    int[] filled = Arrays.stream(weights).map(it -> it == UNSAID ? unsaid : it).toArray();
    return Arrays.stream(filled).allMatch(weight -> weight == 0) ? equal(instances) : filled;
  }

  static int[] equal(List<Instance> instances) {
    int[] weights = new int[instances.size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  private static int said(Instance instance) {
    try {
      int weight = Integer.parseInt(instance.metadata().getOrDefault("weight", ""));
      return weight < 0 ? UNSAID : Math.min(weight, MAX_WEIGHT);
    } catch (NumberFormatException e) {
      return UNSAID;
    }
  }
}
