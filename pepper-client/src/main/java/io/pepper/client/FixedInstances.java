package io.pepper.client;

import io.pepper.client.transport.Checks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lists of instances that are written down, for systems without a registry: peer to peer and
 * multiple servers, as rpcx calls them. What is registered here is published nowhere. Safe for any
 * number of threads.
 *
 * <pre>{@code
 * FixedInstances discovery = FixedInstances.of("shop.stock", "http://10.0.0.7:9000", "http://10.0.0.8:9000");
 * discovery.update("shop.stock", List.of("http://10.0.0.9:9000"));
 * }</pre>
 */
public final class FixedInstances implements Discovery {
  private static final String ZONE = "fixed";
  private static final int MAX_APPS = 10_000;

  private final Clock clock = Clock.systemUTC();
  private final Map<String, Application> applications = new ConcurrentHashMap<>();

  private FixedInstances() {}

  /** Returns an object without instances, to be filled by {@link #update}. */
  public static FixedInstances none() {
    return new FixedInstances();
  }

  /**
   * Returns the instances of one application. A single address makes it peer to peer.
   *
   * @param addresses such as {@code http://10.0.0.7:9000}, each an instance of its own
   */
  public static FixedInstances of(String app, String... addresses) {
    FixedInstances instances = new FixedInstances();
    instances.update(app, List.of(addresses));
    return instances;
  }

  /** Replaces the instances of an application by one for each address. */
  public void update(String app, List<String> addresses) {
    List<Instance> list = new ArrayList<>();
    for (String address : addresses) {
      Registration registration = Registration.of(app, address);
      list.add(InstanceJson.instance(registration, ZONE, address, "", 0));
    }
    updateInstances(app, list);
  }

  /** Replaces the instances of an application, with zones, metadata and several addresses each. */
  public void updateInstances(String app, List<Instance> instances) {
    List<Instance> up =
        instances.stream().filter(instance -> instance.status() == Status.UP).toList();
    application(app).update(up, Map.of());
  }

  @Override
  public Registered register(Registration registration) {
    return new UnpublishedRegistration(registration);
  }

  /** Watches an application. One that was not written down has no instances. */
  @Override
  public Application watch(String app) {
    Application application = application(app);
    if (application.instances().source() == Instances.Source.NOBODY) {
      application.update(List.of(), Map.of());
    }
    return application;
  }

  /** Does nothing: the list stays for the next watcher. */
  @Override
  public void unwatch(String app) {
    Checks.name("app", app);
  }

  @Override
  public String zone() {
    return ZONE;
  }

  @Override
  public void close() {
    applications.clear();
  }

  private Application application(String app) {
    if (applications.size() >= MAX_APPS && !applications.containsKey(app)) {
      throw new IllegalStateException("there are %d applications already".formatted(MAX_APPS));
    }
    return applications.computeIfAbsent(
        Checks.name("app", app), name -> new Application(name, ZONE, clock, Map::of));
  }

  /** The registration of an instance that is published nowhere. */
  private static final class UnpublishedRegistration implements Registered {
    private volatile Registration registration;

    UnpublishedRegistration(Registration registration) {
      this.registration = registration;
    }

    @Override
    public Registration registration() {
      return registration;
    }

    @Override
    public boolean isRegistered() {
      return false;
    }

    @Override
    public void set(Status status) {
      registration = registration.withStatus(status);
    }

    @Override
    public void set(Map<String, String> metadata) {
      registration = registration.with(metadata);
    }

    @Override
    public void reportLoad(double load) {
      // No consumer reads it.
    }

    @Override
    public void close() {
      // There is nothing to take back.
    }
  }
}
