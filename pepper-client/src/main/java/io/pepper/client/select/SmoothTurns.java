package io.pepper.client.select;

import io.pepper.client.Instance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Nginx's smooth weighted round robin: every choice gives each candidate its weight as credit and
 * takes the sum from the one that has most. The credit is kept by instance and not by position, so
 * candidates that change from choice to choice starve no instance.
 */
final class SmoothTurns implements Selector {
  private final Function<List<Instance>, int[]> weights;
  private final Map<Turn, Long> credits = new HashMap<>();

  SmoothTurns(Function<List<Instance>, int[]> weights) {
    this.weights = weights;
  }

  @Override
  public Instance select(Choice choice) {
    List<Instance> candidates = choice.candidates();
    int[] all = weights.apply(candidates);
    synchronized (this) {
      forgetThoseGone(candidates);
      return next(candidates, all);
    }
  }

  private Instance next(List<Instance> candidates, int[] all) {
    long sum = 0;
    long most = Long.MIN_VALUE;
    int best = -1;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        continue;
      }
      sum += all[i];
      long credit = credits.merge(Turn.of(candidates.get(i)), (long) all[i], Long::sum);
      if (credit > most) {
        most = credit;
        best = i;
      }
    }
    credits.put(Turn.of(candidates.get(best)), most - sum);
    return candidates.get(best);
  }

  /**
   * Forgets the turns of instances that are gone, now and then, since candidates that are left out
   * for a moment keep their turn.
   */
  private void forgetThoseGone(List<Instance> candidates) {
    if (credits.size() > 4 * candidates.size() + 64) {
      Set<Turn> here = new HashSet<>();
      candidates.forEach(candidate -> here.add(Turn.of(candidate)));
      credits.keySet().retainAll(here);
    }
  }

  private record Turn(String zone, String hostname) {
    static Turn of(Instance instance) {
      return new Turn(instance.zone(), instance.hostname());
    }
  }
}
