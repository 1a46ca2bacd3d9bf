package io.pepper.client;

import io.pepper.client.transport.Checks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The view of one process on an {@link InProcessRegistry}. */
final class InProcessDiscovery implements Discovery {
  private final InProcessRegistry registry;
  private final String zone;
  private final String hostname;
  private final Clock clock;
  private final Map<String, Application> watched = new ConcurrentHashMap<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private boolean closed;

  InProcessDiscovery(InProcessRegistry registry, String zone, String hostname, Clock clock) {
    this.registry = registry;
    this.zone = Checks.name("zone", zone);
    this.hostname = Checks.name("hostname", hostname);
    this.clock = clock;
  }

  @Override
  public Registered register(Registration registration) {
    Held instance = new Held(registration);
    synchronized (held) {
      checkOpen();
      held.add(instance);
    }
    instance.put();
    return instance;
  }

  @Override
  public Application watch(String app) {
    synchronized (held) {
      checkOpen();
    }
    Application application =
        watched.computeIfAbsent(
            Checks.name("app", app),
            name -> new Application(name, zone, clock, () -> registry.loads(name)));
    registry.announceTo(application);
    return application;
  }

  @Override
  public void unwatch(String app) {
    watched.remove(app);
  }

  @Override
  public String zone() {
    return zone;
  }

  @Override
  public void close() {
    Held[] all;
    synchronized (held) {
      closed = true;
      all = held.toArray(Held[]::new);
    }
    for (Held instance : all) {
      instance.close();
    }
    registry.forget(this);
    watched.clear();
  }

  Optional<Application> find(String app) {
    return Optional.ofNullable(watched.get(app));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this discovery is closed");
    }
  }

  private final class Held implements Registered {
    private Registration registration;
    private boolean removed;

    Held(Registration registration) {
      this.registration = registration;
    }

    @Override
    public synchronized Registration registration() {
      return registration;
    }

    @Override
    public synchronized boolean isRegistered() {
      return !removed;
    }

    @Override
    public synchronized void set(Status status) {
      replace(registration.withStatus(status));
    }

    @Override
    public synchronized void set(Map<String, String> metadata) {
      replace(registration.with(metadata));
    }

    @Override
    public synchronized void reportLoad(double load) {
      registry.report(instance(), load);
    }

    @Override
    public void close() {
      synchronized (this) {
        if (removed) {
          return;
        }
        removed = true;
      }
      synchronized (held) {
        held.remove(this);
      }
      registry.remove(instance());
    }

    private void replace(Registration changed) {
      if (removed) {
        throw new IllegalStateException(registration.app() + " is no longer registered");
      }
      registration = changed;
      put();
    }

    private void put() {
      registry.put(instance());
    }

    private synchronized Instance instance() {
      return InstanceJson.instance(registration, zone, hostname, "", nanoseconds());
    }

    private long nanoseconds() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
  }
}
