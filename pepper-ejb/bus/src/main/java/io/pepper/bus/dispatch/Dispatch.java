package io.pepper.bus.dispatch;

import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryRequest;
import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.bus.dispatch.outcome.CompletionBatcher;
import io.pepper.bus.dispatch.outcome.StoreAvailability;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.concurrent.Threads;
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
 * The delivery of the topics this node is responsible for. Safe for any number of threads; only
 * {@link #ping}, {@link #test} and {@link #stop} block. Runs on virtual threads of its own, which
 * have no naming context.
 */
public final class Dispatch {
  private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
  private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);
  private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(2);

  private final DispatchContext context;
  private final Map<TopicId, TopicDispatcher> dispatchers = new ConcurrentHashMap<>();
  private final Set<TopicDispatcher> retiring = ConcurrentHashMap.newKeySet();
  private final Thread figuresSaver =
      Threads.virtual("pepper-figures").unstarted(this::saveFigures);
  private boolean started;
  private boolean stopped;
  private volatile boolean ended;

  /**
   * Creates a dispatch without topics.
   *
   * @param fastCgi called once for each topic that uses it
   * @param traceIds returns a new {@code <u64>-<ipnum>-<port>} at each call
   * @param figures the counters of attempts; saved to the store about once a second
   */
  public Dispatch(
      JobStore store,
      Supplier<FastCgiClient> fastCgi,
      Supplier<String> traceIds,
      BusFigures figures,
      Clock clock,
      DispatchSettings settings) {
    this.context =
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
            new PingLimiter(settings.maxPings()));
  }

  /** Starts to deliver and to listen to the store; topics come by {@link #apply}. */
  public synchronized void start() {
    started = true;
    context.store().onReady(this::signal);
    context.completions().start();
    figuresSaver.start();
    dispatchers.values().forEach(TopicDispatcher::start);
  }

  /**
   * Delivers exactly these topics from now on. A new topic starts, a missing one fetches nothing
   * more, a changed one goes on with its new definition; the others are not affected.
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
      TopicDispatcher dispatcher = new TopicDispatcher(topic, definition, context);
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
    dispatcher.stopFetching();
  }

  /**
   * Reports that jobs of the topic became ready. To be called after every replay; the store reports
   * pushes by itself. Takes nanoseconds while the topic is busy; unknown topics are ignored.
   */
  public void signal(TopicId topic) {
    TopicDispatcher dispatcher = dispatchers.get(topic);
    if (dispatcher != null) {
      dispatcher.signal();
    }
  }

  /** Reports that a job was stored that becomes ready at that time. */
  public void signal(TopicId topic, Instant due) {
    TopicDispatcher dispatcher = dispatchers.get(topic);
    if (dispatcher != null) {
      dispatcher.feedback().scheduled(due);
    }
  }

  /**
   * Pings a consumer now, whether this node delivers the topic or not; blocks for at most the ping
   * timeout.
   *
   * @throws IllegalArgumentException if consumers of the topic fetch for themselves
   */
  public ConsumerResponse ping(TopicId topic, TopicDefinition definition) {
    return context.transports().create(definition).ping(topic, context.settings().pingTimeout());
  }

  /**
   * Sends one job outside the queue: nothing is stored, counted or repeated. Blocks for at most
   * twice the topic's timeout: once for a free consumer, once for its response.
   *
   * @throws IllegalArgumentException if consumers of the topic fetch for themselves
   */
  public ConsumerResponse test(TopicId topic, TopicDefinition definition, Job job) {
    List<Job> started = List.of(job.attemptStarted(context.clock().instant()));
    return context
        .transports()
        .create(definition)
        .test(new DeliveryRequest(topic, started, context.traceIds().get()), definition.timeout());
  }

  /** Returns the status of a topic; empty if this node does not deliver it. */
  public Optional<TopicStatus> status(TopicId topic) {
    return Optional.ofNullable(dispatchers.get(topic)).map(TopicDispatcher::status);
  }

  /**
   * Stops fetching, gives waiting jobs back, lets deliveries finish, then aborts and gives back the
   * rest. Blocks for the grace period and a few seconds at most. A consumer whose delivery was
   * aborted may still finish its job, which then runs twice.
   *
   * @param grace the time for deliveries under way
   */
  public void stop(Duration grace) throws InterruptedException {
    synchronized (this) {
      stopped = true;
      dispatchers.values().forEach(this::retire);
      dispatchers.clear();
    }
    if (!endWithin(grace)) {
      retiring.forEach(TopicDispatcher::abort);
      endWithin(ABORT_TIMEOUT);
    }
    close();
    context.completions().close();
    ended = true;
    if (figuresSaver.isAlive()) {
      LockSupport.unpark(figuresSaver);
      figuresSaver.join(ABORT_TIMEOUT);
    }
    context.transports().close();
    context.executor().close();
  }

  private boolean endWithin(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!retiring.stream().allMatch(TopicDispatcher::hasEnded)) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  private void close() throws InterruptedException {
    long end = System.nanoTime() + ABORT_TIMEOUT.toNanos();
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

  private void saveFigures() {
    while (!ended) {
      LockSupport.parkNanos(SAVE_INTERVAL.toNanos());
      context.figures().save(context.store());
    }
    context.figures().save(context.store());
  }
}
