package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.bus.accept.TraceIdGenerator;
import io.pepper.bus.definition.FormSize;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.dispatch.DispatchSettings;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.settings.Settings;
import io.pepper.store.JobStore;
import io.pepper.store.setup.JobStores;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The bus of one node on the embedded parts, without a container; it accepts and never delivers.
 */
public final class BusFixture implements AutoCloseable {
  private final Coordination coordination;
  private final JobStore store;
  private final Queues queues;
  private final Jobs jobs;

  public BusFixture(Path data) {
    this(data, store -> store);
  }

  /**
   * Creates a bus.
   *
   * @param disturb returns the store that people's operations on jobs use
   */
  BusFixture(Path data, UnaryOperator<JobStore> disturb) {
    Clock clock = Clock.systemUTC();
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    store = JobStores.open("embedded", data, "node1");
    queues = new Queues(coordination, () -> {});
    queues.open();
    BusFigures figures = new BusFigures(clock);
    JobIdGenerator ids = new JobIdGenerator(clock, 1);
    TraceIdGenerator traceIds = new TraceIdGenerator(12017);
    Dispatch dispatch =
        new Dispatch(
            store,
            () -> null,
            () -> traceIds.of(ids.next()),
            figures,
            clock,
            DispatchSettings.DEFAULT);
    Enqueuer enqueuer =
        new Enqueuer(
            store, ids, clock, FormSize.DEFAULT_MAX_BYTES, new DispatchNotifier(figures, dispatch));
    jobs = new Jobs(queues, disturb.apply(store), enqueuer, dispatch, traceIds, clock);
  }

  /** As {@code PUT /api/v1/queues/<name>} does it. */
  public void define(String queue, String document) {
    queues.define(new QueueName(queue), Json.createReader(new StringReader(document)).readObject());
  }

  JobStore store() {
    return store;
  }

  JobFinder finder() {
    return new JobFinder(queues, store);
  }

  public Jobs jobs() {
    return jobs;
  }

  public Queues queues() {
    return queues;
  }

  /** The payloads that wait in a topic, in order. */
  public List<String> ready(String queue, String topic) {
    return jobs
        .browse(TopicId.of(queue, topic), JobState.READY, Optional.empty(), 100)
        .jobs()
        .stream()
        .map(listed -> new String(listed.job().payload(), UTF_8))
        .toList();
  }

  /** From here on nothing can be stored. */
  public void closeStore() {
    store.close();
  }

  @Override
  public void close() {
    queues.close();
    store.close();
    coordination.close();
  }
}
