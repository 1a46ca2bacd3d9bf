package io.pepper.bus;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.bus.accept.TraceIdGenerator;
import io.pepper.bus.definition.FormSize;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.dispatch.DispatchSettings;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.coordination.Coordination;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import io.pepper.store.JobStore;
import io.pepper.store.setup.JobStores;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The assembly of the bus on this node: opens its parts and closes them in the order in which no
 * job is lost. Dispatching ends before the store closes.
 */
@ApplicationScoped
public class Bus {
  private static final Logger LOG = System.getLogger(Bus.class.getName());
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;
  @Inject FastCgiLookup fastCgi;

  private JobStore store;
  private WorkerIdLease workerId;
  private Queues queues;
  private BusFigures figures;
  private JobIdGenerator ids;
  private TraceIdGenerator traceIds;
  private Dispatch dispatch;
  private Enqueuer enqueuer;
  private Jobs jobs;
  private JobFinder finder;
  private BusOverview overview;
  private boolean stopped;

  /** The topics whose tag this node does not have; changed under the lock of the queues. */
  private volatile Set<TopicId> elsewhere = Set.of();

  @PostConstruct
  void open() {
    StartFailure.guard(this::assemble, this::close);
  }

  private void assemble() {
    // Looked up on this container thread: virtual threads have no naming context.
    FastCgiClient client = fastCgi.client();
    store =
        JobStores.open(
            settings.store(),
            settings.data(),
            settings.node(),
            settings.duration("pepper.store.timeout", JobStores.DEFAULT_TIMEOUT));
    workerId = WorkerIdLease.claim(coordination, settings.node());
    ids = new JobIdGenerator(clock, workerId.number());
    traceIds = new TraceIdGenerator(settings.respPort());
    figures = new BusFigures(clock);
    int maxFormBytes = maxFormBytes();
    dispatch =
        new Dispatch(
            store,
            () -> client,
            () -> traceIds.of(ids.next()),
            figures,
            clock,
            DispatchSettings.DEFAULT.withMaxFormBytes(maxFormBytes));
    queues = new Queues(coordination, this::applyDefinitions);
    enqueuer =
        new Enqueuer(store, ids, clock, maxFormBytes, new DispatchNotifier(figures, dispatch));
    jobs = new Jobs(queues, store, enqueuer, dispatch, traceIds, clock);
    finder = new JobFinder(queues, store);
    overview = new BusOverview(queues, store, figures, dispatch, clock);
    queues.open();
  }

  private int maxFormBytes() {
    String name = "pepper.delivery.max-form-bytes";
    long bytes = settings.bytes(name, FormSize.DEFAULT_MAX_BYTES);
    if (bytes < FormSize.MIN_BYTES || bytes > FormSize.MAX_BYTES) {
      throw new InvalidSettingException(
          name, settings.text(name).orElse(""), "a size from 16KiB to 256MiB");
    }
    return (int) bytes;
  }

  /** Starts to deliver; pushes are accepted before. */
  void start() {
    dispatch.start();
    LOG.log(
        Level.INFO,
        "the bus delivers {0} queues; jobs are kept in {1}",
        queues.all().size(),
        store.describe());
  }

  /** Ends deliveries within the grace period, then closes the store. */
  @PreDestroy
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    queues.close();
    try {
      dispatch.stop(settings.duration("pepper.grace", DEFAULT_GRACE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.log(Level.WARNING, "interrupted while deliveries ended; what they held runs again");
    } finally {
      close();
    }
  }

  /** Closes the opened parts, after a failed start too: the next start must find no lock. */
  private void close() {
    if (store != null) {
      store.close();
    }
    if (workerId != null) {
      workerId.close();
    }
  }

  private void applyDefinitions() {
    Set<String> tags = settings.tags();
    Map<TopicId, TopicDefinition> mine = new HashMap<>();
    Set<QueueName> defined = new HashSet<>();
    Set<TopicId> others = new HashSet<>();
    for (QueueDefinition queue : queues.all()) {
      defined.add(queue.name());
      for (TopicDefinition topic : queue.topics().values()) {
        if (tags.contains(topic.tag())) {
          mine.put(queue.idOf(topic.name()), topic);
        } else {
          others.add(queue.idOf(topic.name()));
          noteElsewhere(queue.idOf(topic.name()), topic.tag());
        }
      }
    }
    elsewhere = others;
    dispatch.apply(mine);
    figures.keepOnly(defined);
  }

  /** Logs once that another node has to deliver a topic: perhaps there is none. */
  private void noteElsewhere(TopicId topic, String tag) {
    if (!elsewhere.contains(topic)) {
      LOG.log(
          Level.INFO,
          "{0} is delivered by nodes with the tag ''{1}'', which this one does not have (pepper.tags)",
          topic,
          tag);
    }
  }

  @Produces
  @Singleton
  JobStore store() {
    return store;
  }

  @Produces
  @Singleton
  Queues queues() {
    return queues;
  }

  @Produces
  @Singleton
  Enqueuer enqueuer() {
    return enqueuer;
  }

  @Produces
  @Singleton
  JobIdGenerator ids() {
    return ids;
  }

  @Produces
  @Singleton
  TraceIdGenerator traceIds() {
    return traceIds;
  }

  @Produces
  @Singleton
  Jobs jobs() {
    return jobs;
  }

  @Produces
  @Singleton
  JobFinder finder() {
    return finder;
  }

  @Produces
  @Singleton
  BusOverview overview() {
    return overview;
  }
}
