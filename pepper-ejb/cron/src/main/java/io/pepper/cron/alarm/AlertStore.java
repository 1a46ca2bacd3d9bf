package io.pepper.cron.alarm;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.EntryFormat;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.ReplicatedMap.Terms;
import io.pepper.coordination.ReplicatedMapListener;
import io.pepper.coordination.Versioned;
import io.pepper.cron.definition.JobName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The alert states of jobs, for all nodes: in Coordination under {@code cron/alarms/<job>}, where a
 * job in the normal state has no key. This node caches all of them without the notifications'
 * texts, as many as there are jobs with alerts. Safe for any number of threads; methods that read
 * or change Coordination block and may throw {@link CoordinationUnavailableException}, after which
 * it is not known whether the change was made.
 */
final class AlertStore implements AutoCloseable {
  private static final String PREFIX = "cron/alarms/";

  /** More than there may be jobs, since the states of removed ones are deleted later. */
  private static final int MAX_STATES = 400_000;

  /** The form that alert states have in Coordination. */
  private static final class StoredStates implements EntryFormat<JobName, AlertState> {
    @Override
    public JobName key(String name) {
      return new JobName(name);
    }

    @Override
    public AlertState read(JobName job, Entry entry) {
      return AlertStateDocument.read(entry.value());
    }

    @Override
    public byte[] write(AlertState state) {
      return AlertStateDocument.write(state);
    }

    @Override
    public AlertState summary(AlertState state) {
      return state.withoutTexts();
    }
  }

  private final ReplicatedMap<JobName, AlertState> states;

  AlertStore(Coordination coordination) {
    this.states =
        new ReplicatedMap<>(
            coordination,
            new Terms(PREFIX, "alert states", MAX_STATES),
            new StoredStates(),
            new ReplicatedMapListener<>() {});
  }

  /** Reads what is there, and follows what other nodes change from now on. */
  void open() {
    states.open();
  }

  /** Returns the cached state of a job, which may be outdated, without pending notifications. */
  AlertState cachedState(JobName job) {
    AlertState found = cached(job);
    return new AlertState(found.raised(), found.alarmed(), List.of());
  }

  /**
   * Returns the nodes that deliver the notifications of a job, by the notifications' ids, from the
   * cache.
   */
  Map<String, String> pendingNodes(JobName job) {
    return cached(job).pending().stream()
        .collect(Collectors.toMap(each -> each.notification().id(), PendingNotification::node));
  }

  private AlertState cached(JobName job) {
    return states.find(job).map(Versioned::value).orElse(AlertState.NORMAL);
  }

  /** Returns the jobs whose cached state is not the normal one. */
  Set<JobName> jobs() {
    return states.keys();
  }

  /** Returns the state of a job, read from Coordination. */
  AlertState state(JobName job) {
    return change(job, UnaryOperator.identity());
  }

  /**
   * Reads, edits and writes, again as long as another node was faster.
   *
   * @param edit may be called several times
   * @return what it is now
   */
  AlertState change(JobName job, UnaryOperator<AlertState> edit) {
    return states
        .change(
            job,
            present ->
                Optional.of(edit.apply(present.orElse(AlertState.NORMAL)))
                    .filter(next -> !next.isNormal()))
        .orElse(AlertState.NORMAL);
  }

  /** Deletes what is kept of a job that is no more. */
  void forget(JobName job) {
    states.change(job, present -> Optional.empty());
  }

  @Override
  public void close() {
    states.close();
  }
}
