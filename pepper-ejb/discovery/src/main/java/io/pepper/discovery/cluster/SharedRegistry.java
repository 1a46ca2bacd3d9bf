package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.InstanceUpdate;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.Registry;
import io.pepper.discovery.RegistryFigures;
import io.pepper.discovery.cluster.liveness.KnownNodes;
import io.pepper.discovery.cluster.liveness.LateHeartbeatTakeover;
import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.cluster.liveness.OwnershipChanges;
import io.pepper.discovery.cluster.liveness.Peers;
import io.pepper.discovery.cluster.publish.ChangePlanner;
import io.pepper.discovery.cluster.publish.Operation;
import io.pepper.discovery.cluster.publish.OwnWrites;
import io.pepper.discovery.cluster.publish.Publisher;
import io.pepper.discovery.cluster.publish.ReadYourWritesBarrier;
import io.pepper.discovery.cluster.state.Epoch;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The registry of a node, shared with the other nodes through Coordination. Every record is a
 * lasting key, heartbeats stay in memory, and one node at a time owns an instance: it removes it
 * when they stop.
 */
public final class SharedRegistry implements Registry, RegistryFigures.Source, AutoCloseable {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Coordination coordination;
  private final Nodes nodes;
  private final Clock clock;
  private final Subscribers subscribers;
  private final RegistryView view;
  private final Peers peers = new Peers();
  private final RegistryWatch watch;
  private final Publisher publisher;
  private final ChangePlanner planner;
  private final Heartbeats heartbeats;
  private final RegistryNode self;

  /**
   * Creates the registry with the default terms, for a node that others reach at the loopback
   * address.
   */
  public SharedRegistry(Coordination coordination, String node, Clock clock) {
    this(
        coordination,
        NodeTerms.byDefault(
            new DiscoveryNode(node, "region01", "zone01", "http://127.0.0.1:8080"), node),
        clock);
  }

  public SharedRegistry(Coordination coordination, NodeTerms terms, Clock clock) {
    this(coordination, terms, clock, System::nanoTime, CHECK_INTERVAL);
  }

  /**
   * @param nanos the monotonic clock
   * @param checkInterval between two checks of nodes and heartbeats
   */
  SharedRegistry(
      Coordination coordination,
      NodeTerms terms,
      Clock clock,
      LongSupplier nanos,
      Duration checkInterval) {
    this.coordination = coordination;
    this.clock = clock;
    this.subscribers = new Subscribers(app -> view().application(app));
    this.view = new RegistryView(nanos, subscribers::changed);
    this.nodes = new KnownNodes(terms.self(), peers, view);
    ReadYourWritesBarrier barrier = new ReadYourWritesBarrier(view);
    OwnWrites ownWrites = new OwnWrites();
    this.watch =
        new RegistryWatch(coordination, new WatchHandler(view, peers, ownWrites, barrier::signal));
    this.publisher = new Publisher(coordination, view, barrier, ownWrites);
    this.planner = new ChangePlanner(view, terms.node(), terms.instances(), clock);
    this.heartbeats =
        new Heartbeats(
            view,
            new LateHeartbeatTakeover(publisher, new OwnershipChanges(view, terms.node())),
            clock,
            nanos);
    this.self =
        new RegistryNode(coordination, terms, view, peers, publisher, clock, nanos, checkInterval);
  }

  /**
   * Reads what the cluster holds, joins the other nodes, and goes on until closed.
   *
   * @throws CoordinationUnavailableException if it cannot be read within 30 s
   */
  public void open() {
    view.begin(Epoch.of(coordination, clock));
    subscribers.open();
    watch.open();
    self.join();
    publisher.open();
    self.openChecks();
  }

  /**
   * Sets whether heartbeats can come to this node; initially they can. While they cannot, no
   * instance is removed for want of them.
   */
  public void reachable(boolean isReachable) {
    self.reachable(isReachable);
  }

  private RegistryView view() {
    return view;
  }

  @Override
  public Instance register(Registration registration) {
    Optional<Instance> same = heartbeats.repeated(registration);
    if (same.isPresent()) {
      return same.get();
    }
    Instance registered =
        publisher.make(new Operation<>(() -> planner.register(registration), true));
    heartbeats.beat(registration.key());
    return registered;
  }

  @Override
  public Optional<Instance> renew(InstanceKey key) {
    return heartbeats.renew(key);
  }

  @Override
  public boolean cancel(InstanceKey key) {
    return publisher.make(new Operation<>(() -> planner.cancel(key), true));
  }

  @Override
  public void update(AppKey app, String zone, List<InstanceUpdate> updates) {
    if (updates.size() > ChangePlanner.MAX_UPDATES) {
      throw new IllegalArgumentException(
          "%d instances cannot be changed at once; at most %d can"
              .formatted(updates.size(), ChangePlanner.MAX_UPDATES));
    }
    List<InstanceUpdate> copy = List.copyOf(updates);
    publisher.make(new Operation<>(() -> planner.update(app, zone, copy), true));
  }

  @Override
  public Instance condition(InstanceKey key, UnaryOperator<Conditions> change) {
    return publisher.make(new Operation<>(() -> planner.condition(key, change), true));
  }

  @Override
  public void configure(AppKey app, UnaryOperator<AppSettings> change) {
    publisher.make(new Operation<>(() -> planner.configure(app, change), true));
  }

  @Override
  public boolean isAway() {
    return coordination.isShared() && publisher.isAway();
  }

  @Override
  public Optional<Application> find(AppKey app) {
    return view.application(app).filter(SharedRegistry::isThere);
  }

  private static boolean isThere(Application app) {
    return !app.isEmpty() || !app.settings().isNone();
  }

  @Override
  public List<Application> applications() {
    return view.applications().stream().filter(SharedRegistry::isThere).toList();
  }

  @Override
  public List<Application> configuredApplications() {
    return view.configuredApplications();
  }

  @Override
  public OptionalLong renewed(InstanceKey key) {
    return heartbeats.last(key);
  }

  @Override
  public Subscription subscribe(Set<AppKey> apps, Consumer<Application> listener) {
    return subscribers.subscribe(apps, listener);
  }

  /** Returns the nodes that share the registry. */
  public Nodes nodes() {
    return nodes;
  }

  @Override
  public RegistryFigures figures() {
    return new RegistryFigures(
        view.instances(),
        view.apps(),
        self.judged(),
        heartbeats.registers(),
        heartbeats.renews(),
        self.evictions(),
        publisher.pending(),
        publisher.isAway(),
        coordination.isShared(),
        self.protection());
  }

  /** Returns the revision up to which this node knows everything. */
  long delivered() {
    return view.locked(view::delivered);
  }

  /** Checks nodes and heartbeats once, at once. */
  void checkLiveness() throws InterruptedException {
    self.checkOnce();
  }

  /** Publishes what can still be published, and leaves the other nodes. */
  @Override
  public void close() {
    self.closeChecks();
    publisher.close();
    self.leave();
    watch.close();
    subscribers.close();
  }
}
