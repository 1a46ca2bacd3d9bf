package io.pepper.client;

import io.pepper.client.transport.Checks;
import io.pepper.client.transport.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The discovery by Pepper's servers, or any that speak the protocol of bilibili/discovery
 * (docs/protocol.md, "Discovery over HTTP").
 */
public final class ServerDiscovery implements Discovery {
  private static final int MAX_REGISTRATIONS = 1_000;

  /** The most applications that fit into the request line that servers accept. */
  private static final int MAX_WATCHED = 200;

  private final ClientSettings settings;
  private final Wire wire;
  private final Poller poller;
  private final Optional<Snapshot> snapshot;
  private final Map<String, Application> applications = new HashMap<>();
  private final Set<Renewal> registrations = new HashSet<>();
  private boolean closed;

  ServerDiscovery(List<String> seeds, ClientSettings settings) {
    this.settings = settings;
    Nodes nodes = new Nodes(seeds);
    this.wire = new Wire(nodes, settings);
    this.snapshot =
        settings
            .snapshot()
            .map(path -> new Snapshot(new SnapshotFile(path, settings.environment())));
    this.poller = new Poller(wire, nodes, settings, this::recall);
    poller.start();
  }

  /**
   * Begins with the addresses of servers; one that is up is enough to learn of the others.
   *
   * @param urls such as {@code http://10.0.0.1:8080}; kept for ever, whatever is learned
   * @throws IllegalArgumentException naming the address that is wrong
   */
  public static ServerDiscoveryBuilder nodes(String... urls) {
    return new ServerDiscoveryBuilder(List.of(urls));
  }

  @Override
  public Registered register(Registration registration) {
    Renewal renewal = new Renewal(registration, wire, settings, this::remove);
    synchronized (this) {
      checkOpen();
      if (registrations.size() >= MAX_REGISTRATIONS) {
        throw new IllegalStateException(
            "there are %d registrations already; close those that are not needed"
                .formatted(MAX_REGISTRATIONS));
      }
      for (Renewal other : registrations) {
        if (other.registration().app().equals(registration.app())) {
          throw new IllegalStateException(
              "%s is registered already from this zone and hostname; close that one first"
                  .formatted(registration.app()));
        }
      }
      registrations.add(renewal);
    }
    return renewal.start();
  }

  @Override
  public synchronized Application watch(String app) {
    checkOpen();
    Application known = applications.get(app);
    if (known != null) {
      return known;
    }
    if (applications.size() >= MAX_WATCHED) {
      throw new IllegalStateException(
          "%d applications are watched already; unwatch some, or use another ServerDiscovery"
              .formatted(MAX_WATCHED));
    }
    Application application =
        new Application(
            Checks.name("app", app),
            settings.zone(),
            settings.clock(),
            new LoadCache(app, wire, settings));
    application.whenMissing(() -> recall(application));
    applications.put(app, application);
    snapshot.ifPresent(it -> it.remember(application));
    poller.add(application);
    return application;
  }

  @Override
  public synchronized void unwatch(String app) {
    applications.remove(app);
    poller.remove(app);
    snapshot.ifPresent(it -> it.forget(app));
  }

  @Override
  public String zone() {
    return settings.zone();
  }

  @Override
  public void close() {
    List<Renewal> all;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      all = new ArrayList<>(registrations);
    }
    poller.stop();
    closeTogether(all);
    snapshot.ifPresent(Snapshot::close);
    wire.close();
  }

  /** Closes all registrations at the same time: while no server answers each takes seconds. */
  private static void closeTogether(List<Renewal> all) {
    List<Thread> closing =
        all.stream().map(renewal -> Thread.startVirtualThread(renewal::close)).toList();
    try {
      for (Thread thread : closing) {
        thread.join(Duration.ofSeconds(30));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void recall(Application application) {
    snapshot.ifPresent(it -> it.recall(application));
  }

  private synchronized void remove(Renewal renewal) {
    registrations.remove(renewal);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this discovery is closed");
    }
  }
}
