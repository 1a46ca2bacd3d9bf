package io.pepper.client;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A registry inside this process, for tests: code that is given one of its {@link #discovery}
 * objects needs no server. What is registered in one is at once seen in the others. Instances stay
 * until they are closed. Safe for any number of threads.
 *
 * <pre>{@code
 * InProcessRegistry registry = new InProcessRegistry();
 * registry.discovery("sh001", "host-1").register(Registration.of("shop.stock", "http://127.0.0.1:9000"));
 * Application stock = registry.discovery("sh001", "host-2").watch("shop.stock");
 * }</pre>
 */
public final class InProcessRegistry {
  static final Comparator<Instance> ORDER =
      Comparator.comparing(Instance::zone).thenComparing(Instance::hostname);

  private static final int MAX_INSTANCES = 100_000;

  private final Clock clock;
  private final Map<String, Map<String, Instance>> instances = new TreeMap<>();
  private final Map<String, Map<String, Map<String, Integer>>> zoneWeights = new TreeMap<>();
  private final Map<String, Map<String, Load>> loads = new ConcurrentHashMap<>();
  private final List<InProcessDiscovery> views = new CopyOnWriteArrayList<>();
  private int count;

  public InProcessRegistry() {
    this(Clock.systemUTC());
  }

  InProcessRegistry(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the view of a process of that zone and name on the registry.
   *
   * @param hostname of what it registers: an application has one instance of a zone and hostname
   */
  public Discovery discovery(String zone, String hostname) {
    InProcessDiscovery view = new InProcessDiscovery(this, zone, hostname, clock);
    views.add(view);
    return view;
  }

  /** Shares the traffic from a zone among zones, as an operator would ({@code scheduler}). */
  public void setZoneWeights(String app, Map<String, Map<String, Integer>> weights) {
    synchronized (this) {
      zoneWeights.put(app, Map.copyOf(weights));
    }
    announce(app);
  }

  void put(Instance instance) {
    synchronized (this) {
      Map<String, Instance> ofApp =
          instances.computeIfAbsent(instance.app(), app -> new TreeMap<>());
      String key = key(instance);
      if (!ofApp.containsKey(key) && count++ >= MAX_INSTANCES) {
        count--;
        throw new IllegalStateException(
            "there are %d instances already; close some".formatted(MAX_INSTANCES));
      }
      ofApp.put(key, instance);
    }
    announce(instance.app());
  }

  void remove(Instance instance) {
    synchronized (this) {
      Map<String, Instance> ofApp = instances.getOrDefault(instance.app(), Map.of());
      if (!ofApp.containsKey(key(instance))) {
        return;
      }
      ofApp.remove(key(instance));
      count--;
      if (ofApp.isEmpty()) {
        instances.remove(instance.app());
        loads.remove(instance.app());
      }
    }
    announce(instance.app());
  }

  void report(Instance instance, double load) {
    loads
        .computeIfAbsent(instance.app(), app -> new ConcurrentHashMap<>())
        .put(instance.hostname(), new Load(load, clock.instant()));
  }

  Map<String, Load> loads(String app) {
    return Map.copyOf(loads.getOrDefault(app, Map.of()));
  }

  void forget(InProcessDiscovery view) {
    views.remove(view);
  }

  /**
   * Gives an application its list, one at a time, so that no view ends with an older list than
   * another.
   */
  synchronized void announceTo(Application application) {
    List<Instance> up =
        instances.getOrDefault(application.name(), Map.of()).values().stream()
            .filter(instance -> instance.status() == Status.UP)
            .sorted(ORDER)
            .toList();
    application.update(up, zoneWeights.getOrDefault(application.name(), Map.of()));
  }

  private void announce(String app) {
    views.forEach(view -> view.find(app).ifPresent(this::announceTo));
  }

  private static String key(Instance instance) {
    return instance.zone() + '\n' + instance.hostname();
  }
}
