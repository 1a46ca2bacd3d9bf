package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.discovery.Amendment;
import io.pepper.discovery.Registry;
import io.pepper.discovery.RegistryFullException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The registry of a node. */
public final class SharedRegistry implements Registry, AutoCloseable {
  private static final int LIMIT = 200_000;

  private final Coordination coordination;
  private final String node;
  private final Clock clock;
  private final Map<InstanceKey, Instance> instances = new HashMap<>();
  private final Map<AppKey, AppSettings> settings = new HashMap<>();
  private final Map<AppKey, Application> applications = new ConcurrentHashMap<>();
  private final Map<InstanceKey, Long> renewed = new ConcurrentHashMap<>();
  private final Map<AppKey, Set<Consumer<Application>>> subscribers = new ConcurrentHashMap<>();

  /**
   * @param node the name of this node
   */
  public SharedRegistry(Coordination coordination, String node, Clock clock) {
    this.coordination = coordination;
    this.node = node;
    this.clock = clock;
  }

  /** Learns what the other nodes know, and goes on until closed. */
  public void open() {}

  @Override
  public synchronized Instance register(Registration registration) {
    InstanceKey key = registration.key();
    Instance before = instances.get(key);
    if (before == null && instances.size() >= LIMIT) {
      throw new RegistryFullException(LIMIT, "pepper.discovery.instances");
    }
    long now = Math.max(nanos(), before == null ? 0 : before.changed() + 1);
    Instance instance =
        new Instance(
            registration,
            before == null ? Conditions.NONE : before.conditions(),
            before == null ? now : before.registered(),
            before == null ? now : before.up(),
            now);
    instances.put(key, instance);
    renewed.put(key, now);
    changed(key.app());
    return instance;
  }

  @Override
  public Optional<Instance> renew(InstanceKey key) {
    Optional<Instance> found = find(key.app()).flatMap(app -> app.find(key));
    found.ifPresent(instance -> renewed.put(key, nanos()));
    return found;
  }

  @Override
  public synchronized boolean cancel(InstanceKey key) {
    renewed.remove(key);
    boolean existed = instances.remove(key) != null;
    if (existed) {
      changed(key.app());
    }
    return existed;
  }

  @Override
  public synchronized void amend(AppKey app, String zone, List<Amendment> amendments) {
    Map<InstanceKey, Instance> amended = new HashMap<>();
    for (Amendment amendment : amendments) {
      InstanceKey key = new InstanceKey(app, zone, amendment.name());
      amended.put(key, amended(amended.getOrDefault(key, present(key)), amendment));
    }
    instances.putAll(amended);
    changed(app);
  }

  private Instance amended(Instance instance, Amendment amendment) {
    long now = Math.max(nanos(), instance.changed() + 1);
    Registration registration = instance.registration();
    Map<String, String> metadata = new LinkedHashMap<>(registration.metadata());
    metadata.putAll(amendment.metadata());
    return new Instance(
        registration.with(amendment.status().orElse(registration.status()), metadata),
        instance.conditions(),
        instance.registered(),
        amendment.status().equals(Optional.of(Status.UP)) ? now : instance.up(),
        now);
  }

  @Override
  public synchronized Instance condition(InstanceKey key, UnaryOperator<Conditions> change) {
    Instance before = present(key);
    Instance after =
        new Instance(
            before.registration(),
            change.apply(before.conditions()),
            before.registered(),
            before.up(),
            Math.max(nanos(), before.changed() + 1));
    instances.put(key, after);
    changed(key.app());
    return after;
  }

  private Instance present(InstanceKey key) {
    return Optional.ofNullable(instances.get(key))
        .orElseThrow(() -> new UnknownInstanceException(key));
  }

  @Override
  public synchronized void configure(AppKey app, UnaryOperator<AppSettings> change) {
    settings.put(app, change.apply(settings.getOrDefault(app, AppSettings.NONE)));
    changed(app);
  }

  private void changed(AppKey key) {
    Application before = applications.get(key);
    Application after =
        new Application(
            key,
            Math.max(nanos(), before == null ? 0 : before.changed() + 1),
            settings.getOrDefault(key, AppSettings.NONE),
            instances.values().stream().filter(each -> each.key().app().equals(key)).toList());
    applications.put(key, after);
    subscribers.getOrDefault(key, Set.of()).forEach(listener -> listener.accept(after));
  }

  @Override
  public Optional<Application> find(AppKey app) {
    return Optional.ofNullable(applications.get(app));
  }

  @Override
  public List<Application> applications() {
    List<Application> all = new ArrayList<>(applications.values());
    all.sort((one, other) -> one.key().compareTo(other.key()));
    return all;
  }

  @Override
  public OptionalLong renewed(InstanceKey key) {
    Long at = renewed.get(key);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  @Override
  public Subscription subscribe(Set<AppKey> apps, Consumer<Application> listener) {
    apps.forEach(
        app -> subscribers.computeIfAbsent(app, key -> new CopyOnWriteArraySet<>()).add(listener));
    return () -> apps.forEach(app -> subscribers.get(app).remove(listener));
  }

  private long nanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public void close() {}
}
