package io.pepper.cron.alarm;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The alert states of jobs, for all nodes: in Coordination under {@code cron/alarms/<job>}, where a
 * job in the normal state has no key. This node caches the states that its watch has reported, as
 * many as there are jobs with alerts. Safe for any number of threads; methods that read or change
 * Coordination block and may throw {@link CoordinationUnavailableException}, after which it is not
 * known whether the change was made.
 */
final class AlertStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AlertStore.class.getName());
  private static final String PREFIX = "cron/alarms/";

  /**
   * The cached state of a job, without the notifications' texts.
   *
   * @param untold the nodes that deliver its notifications, by the notifications' ids
   */
  private record CachedState(AlertState state, Map<String, String> untold, long revision) {}

  private final Coordination coordination;
  private final Map<JobName, CachedState> cached = new ConcurrentHashMap<>();
  private Coordination.Watch watch;

  AlertStore(Coordination coordination) {
    this.coordination = coordination;
  }

  /** Follows what other nodes change from now on. */
  void open() {
    watch =
        coordination.follow(
            PREFIX, news -> news.each(change -> onChange(change, news.isRestored())));
  }

  /** Returns the cached state of a job, which may be outdated, without pending notifications. */
  AlertState cachedState(JobName job) {
    CachedState found = cached.get(job);
    return found == null ? AlertState.NORMAL : found.state();
  }

  /**
   * Returns the nodes that deliver the notifications of a job, by the notifications' ids, from the
   * cache.
   */
  Map<String, String> pendingNodes(JobName job) {
    CachedState found = cached.get(job);
    return found == null ? Map.of() : found.untold();
  }

  /** Returns the jobs whose cached state is not the normal one. */
  Set<JobName> jobs() {
    return cached.keySet();
  }

  AlertState state(JobName job) {
    return coordination
        .get(PREFIX + job)
        .flatMap(entry -> read(job, entry.value()))
        .orElse(AlertState.NORMAL);
  }

  /**
   * Reads, edits and writes, again as long as another node was faster.
   *
   * @param edit may be called several times
   * @return what it is now
   */
  AlertState change(JobName job, UnaryOperator<AlertState> edit) {
    String key = PREFIX + job;
    while (true) {
      Optional<Entry> entry = coordination.get(key);
      AlertState present =
          entry.flatMap(found -> read(job, found.value())).orElse(AlertState.NORMAL);
      AlertState next = edit.apply(present);
      if (next.equals(present)) {
        return present;
      }
      long revision = entry.map(Entry::revision).orElse(0L);
      Transaction change = Transaction.expecting(key, revision);
      Optional<Long> written =
          coordination.commit(
              next.isNormal()
                  ? change.delete(key)
                  : change.put(key, AlertStateDocument.write(next)));
      if (written.isPresent()) {
        keep(job, next, written.get(), false);
        return next;
      }
    }
  }

  /** Deletes what is kept of a job that is no more. */
  void forget(JobName job) {
    coordination.delete(PREFIX + job);
  }

  private void onChange(Change change, boolean isRestored) {
    try {
      JobName job = new JobName(change.key().substring(PREFIX.length()));
      AlertState state =
          change.value().flatMap(value -> read(job, value)).orElse(AlertState.NORMAL);
      keep(job, state, change.revision(), isRestored);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "the key {0} is passed over: {1}", change.key(), e.getMessage());
    }
  }

  /**
   * Caches a state unless a newer one is cached, whether it was changed here or reported by the
   * watch.
   *
   * @param replaces holds even if its revision is lower than the known one
   */
  private void keep(JobName job, AlertState state, long revision, boolean replaces) {
    cached.compute(
        job,
        (key, before) ->
            !replaces && before != null && before.revision() > revision
                ? before
                : state.isNormal() ? null : cachedState(state, revision));
  }

  private static CachedState cachedState(AlertState state, long revision) {
    return new CachedState(
        new AlertState(state.raised(), state.alarmed(), List.of()),
        state.pending().stream()
            .collect(Collectors.toMap(each -> each.notification().id(), PendingNotification::node)),
        revision);
  }

  private static Optional<AlertState> read(JobName job, byte[] value) {
    try {
      return Optional.of(AlertStateDocument.read(value));
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "the kept alarms of cron job {0} cannot be read and begin anew: {1}",
          job,
          e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
