package io.pepper.bus.dispatch;

import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryRequest;
import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Delivers the topics this node is responsible for. Safe for any number of threads; no method but
 * {@link #ping}, {@link #test} and {@link #stop} blocks. Runs on virtual threads of its own, which
 * have no naming context.
 */
public final class Dispatch {
  private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
  private static final Duration SAVE_EVERY = Duration.ofSeconds(1);
  private static final Duration AFTER_ABORT = Duration.ofSeconds(2);

  private final DispatchContext around;
  private final Map<TopicId, TopicDispatcher> dispatchers = new ConcurrentHashMap<>();
  private final Set<TopicDispatcher> retiring = ConcurrentHashMap.newKeySet();
  private final Thread keeper =
      Thread.ofVirtual().name("save figures").unstarted(this::keepFigures);
  private boolean started;
  private boolean stopped;
  private volatile boolean ended;

  /**
   * @param fastCgi asked once for each topic that uses it
   * @param traceIds a new {@code <u64>-<ipnum>-<port>} at each call
   * @param figures where attempts are counted; saved to the store about once a second
   */
  public Dispatch(
      JobStore store,
      Supplier<FastCgiClient> fastCgi,
      Supplier<String> traceIds,
      BusFigures figures,
      Clock clock,
      DispatchSettings settings) {
    this.around =
        new DispatchContext(
            store,
            new DeliveryTransports(fastCgi, settings.maxFormBytes()),
            figures,
            traceIds,
            clock,
            settings,
            new StoreAvailability(),
            new CompletionBatcher(store),
            new DeliveryExecutor(),
            new ConsumerPing.Porch(settings.pings()));
  }

  /** Begins to deliver, and to listen to the store; topics come by {@link #apply}. */
  public synchronized void start() {
    started = true;
    around.store().onReady(this::signal);
    around.completions().start();
    keeper.start();
    dispatchers.values().forEach(TopicDispatcher::start);
  }

  /**
   * Delivers exactly these topics from now on. A topic that is new starts, one that is missing
   * takes nothing more, one that changed goes on with its new definition; the others notice
   * nothing.
   */
  public synchronized void apply(Map<TopicId, TopicDefinition> topics) {
    if (stopped) {
      return;
    }
    retiring.removeIf(TopicDispatcher::hasEnded);
    for (TopicId topic : List.copyOf(dispatchers.keySet())) {
      if (!topics.containsKey(topic)) {
        retire(dispatchers.remove(topic));
      }
    }
    topics.forEach(this::apply);
  }

  private void apply(TopicId topic, TopicDefinition definition) {
    TopicDispatcher known = dispatchers.get(topic);
    if (known == null) {
      TopicDispatcher dispatcher = new TopicDispatcher(topic, definition, around);
      dispatchers.put(topic, dispatcher);
      if (started) {
        dispatcher.start();
      }
    } else if (!known.definition().equals(definition)) {
      known.redefine(definition);
    }
  }

  private void retire(TopicDispatcher dispatcher) {
    retiring.add(dispatcher);
    dispatcher.stopTaking();
  }

  /**
   * Jobs of this topic became ready: call it after every replay; the store tells of what it stores.
   * Nanoseconds while the topic is busy; unknown topics are ignored.
   */
  public void signal(TopicId topic) {
    TopicDispatcher dispatcher = dispatchers.get(topic);
    if (dispatcher != null) {
      dispatcher.signal();
    }
  }

  /** A job was stored that becomes ready then. */
  public void signal(TopicId topic, Instant due) {
    TopicDispatcher dispatcher = dispatchers.get(topic);
    if (dispatcher != null) {
      dispatcher.scheduled(due);
    }
  }

  /**
   * Asks a consumer now, whether this node delivers the topic or not; blocks for at most the ping
   * limit.
   *
   * @throws IllegalArgumentException if consumers of the topic fetch for themselves
   */
  public ConsumerResponse ping(TopicId topic, TopicDefinition definition) {
    return around.carriers().to(definition).ping(topic, around.settings().pingLimit());
  }

  /**
   * Sends one job outside the queue: nothing is stored, counted or repeated. Blocks for at most
   * twice the topic's time limit: once for a consumer that is free, once for its answer.
   *
   * @throws IllegalArgumentException if consumers of the topic fetch for themselves
   */
  public ConsumerResponse test(TopicId topic, TopicDefinition definition, Job job) {
    List<Job> started = List.of(job.attemptStarted(around.clock().instant()));
    return around
        .carriers()
        .to(definition)
        .test(new DeliveryRequest(topic, started, around.traceIds().get()), definition.timeout());
  }

  /** Empty for topics this node does not deliver. */
  public Optional<TopicStatus> status(TopicId topic) {
    return Optional.ofNullable(dispatchers.get(topic)).map(TopicDispatcher::status);
  }

  /**
   * Takes nothing new, gives waiting jobs back, lets deliveries finish, then breaks off and gives
   * back the rest. Blocks for the grace and a few seconds at most. A consumer whose delivery was
   * broken off may still finish its job, which then runs twice.
   *
   * @param grace for deliveries under way
   */
  public void stop(Duration grace) throws InterruptedException {
    synchronized (this) {
      stopped = true;
      dispatchers.values().forEach(this::retire);
      dispatchers.clear();
    }
    if (!endWithin(grace)) {
      retiring.forEach(TopicDispatcher::abort);
      endWithin(AFTER_ABORT);
    }
    close();
    around.completions().close();
    ended = true;
    if (keeper.isAlive()) {
      LockSupport.unpark(keeper);
      keeper.join(AFTER_ABORT);
    }
    around.carriers().close();
    around.couriers().close();
  }

  private boolean endWithin(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!retiring.stream().allMatch(TopicDispatcher::hasEnded)) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  private void close() throws InterruptedException {
    long end = System.nanoTime() + AFTER_ABORT.toNanos();
    int unsure = 0;
    for (TopicDispatcher each : retiring) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      unsure += each.close(left) ? 0 : 1;
    }
    if (unsure > 0) {
      LOG.log(
          Level.WARNING,
          "the store did not confirm the last outcomes of {0} topics; their jobs run again",
          unsure);
    }
  }

  private void keepFigures() {
    while (!ended) {
      LockSupport.parkNanos(SAVE_EVERY.toNanos());
      around.figures().save(around.store());
    }
    around.figures().save(around.store());
  }
}
