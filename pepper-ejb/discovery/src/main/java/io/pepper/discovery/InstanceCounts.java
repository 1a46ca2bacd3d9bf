package io.pepper.discovery;

import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.Origin;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * An application with its instances counted. Immutable.
 *
 * @param up how many take traffic
 * @param waiting how many do not
 * @param drained how many of those an operator holds back
 * @param unhealthy how many of those fail their check
 * @param origins how many came from where; none is 0
 */
public record InstanceCounts(
    Application application,
    int up,
    int waiting,
    int drained,
    int unhealthy,
    Map<Origin, Integer> origins) {
  public InstanceCounts {
    origins = Collections.unmodifiableMap(origins);
  }

  public static InstanceCounts of(Application application) {
    int up = 0;
    int waiting = 0;
    int drained = 0;
    int unhealthy = 0;
    Map<Origin, Integer> origins = new EnumMap<>(Origin.class);
    for (Map<String, Instance> zone : application.zones().values()) {
      for (Instance instance : zone.values()) {
        up += instance.isUp() ? 1 : 0;
        waiting += instance.isUp() ? 0 : 1;
        drained += instance.conditions().drained() ? 1 : 0;
        unhealthy += instance.conditions().unhealthy().isPresent() ? 1 : 0;
        origins.merge(instance.registration().origin(), 1, Integer::sum);
      }
    }
    return new InstanceCounts(application, up, waiting, drained, unhealthy, origins);
  }

  public int instances() {
    return up + waiting;
  }
}
