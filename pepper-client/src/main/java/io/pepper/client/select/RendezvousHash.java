package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Highest random weight hashing: each candidate draws a number by the key and its name, and the
 * best draw wins. No draw depends on the other instances.
 */
final class RendezvousHash implements Selector {
  @Override
  public Instance select(Choice choice) {
    List<Instance> candidates = choice.candidates();
    int[] weights = Weights.of(candidates);
    long key = choice.key().map(Hash::of).orElseGet(() -> ThreadLocalRandom.current().nextLong());
    double most = Double.NEGATIVE_INFINITY;
    Instance best = candidates.getFirst();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        continue;
      }
      // Exponential draws: each wins in proportion to its weight.
      double draw = Math.log(Hash.fraction(Hash.of(key, candidates.get(i)))) / weights[i];
      if (draw > most) {
        most = draw;
        best = candidates.get(i);
      }
    }
    return best;
  }
}
