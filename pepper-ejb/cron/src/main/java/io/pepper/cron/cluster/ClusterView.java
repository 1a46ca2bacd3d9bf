package io.pepper.cron.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.ValueJson;
import io.pepper.cron.definition.JobName;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * The agreed state as this node knows it, kept up by one watch. It may lag behind: decisions made
 * with it hold only if the state it showed was the newest. Reading is for any thread; its size is
 * that of the slots and runs.
 */
public final class ClusterView implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ClusterView.class.getName());
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** The pause of all jobs, and since when it is so. */
  public record MaintenanceState(boolean paused, Instant since) {
    static final MaintenanceState NONE = new MaintenanceState(false, Instant.EPOCH);
  }

  private final Coordination coordination;
  private final Clock clock;
  private final ClusterListener listener;
  private final Map<Slot, SlotState> slots = new ConcurrentHashMap<>();
  private final Map<JobName, Integer> runsOfJobs = new ConcurrentHashMap<>();
  private final Map<String, RunLease> runLeases = new ConcurrentHashMap<>();
  private final Map<String, CronMember> members = new ConcurrentSkipListMap<>();
  private final Map<JobName, JobCompletions> completions = new ConcurrentHashMap<>();
  private final Map<String, Long> pairs = new ConcurrentHashMap<>();
  private volatile MaintenanceState maintenance = MaintenanceState.NONE;
  private Coordination.KeyWatch watch;

  public ClusterView(Coordination coordination, Clock clock, ClusterListener listener) {
    this.coordination = coordination;
    this.clock = clock;
    this.listener = listener;
  }

  /** Follows changes from now on; the listener first receives everything that is there. */
  public void open() {
    watch = coordination.watch(CronKeys.STATE, this::apply);
  }

  public SlotState slot(Slot slot) {
    return slots.getOrDefault(slot, SlotState.NEW);
  }

  /** Notes that something other than its own runs holds the slot up at this moment. */
  public void markBusy(Slot slot) {
    change(slot, state -> state.withBusyUntil(clock.instant()));
  }

  public Collection<CronMember> members() {
    return members.values();
  }

  public Optional<RunLease> running(String run) {
    return Optional.ofNullable(runLeases.get(run));
  }

  public boolean isRunning(JobName job) {
    return runsOfJobs.containsKey(job);
  }

  /** Waits until no run of the job is under way; returns false if the time is not enough. */
  public boolean awaitEnd(JobName job, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (isRunning(job) && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_INTERVAL);
    }
    return !isRunning(job);
  }

  public Collection<RunLease> running() {
    return runLeases.values();
  }

  public JobCompletions completions(JobName job) {
    return completions.getOrDefault(job, JobCompletions.NONE);
  }

  public MaintenanceState maintenance() {
    return maintenance;
  }

  /** Returns the jobs of which the cluster keeps any state. */
  public Set<JobName> jobs() {
    Set<JobName> jobs = new HashSet<>(completions.keySet());
    slots.keySet().forEach(slot -> jobs.add(slot.job()));
    return jobs;
  }

  /** Returns the last decision of each slot whose claim holds one. */
  public Map<Slot, LastDecision> lastDecisions() {
    Map<Slot, LastDecision> traces = new HashMap<>();
    slots.forEach((slot, state) ->
        state.claim().flatMap(Claim::lastDecision).ifPresent(trace -> traces.put(slot, trace)));
    return traces;
  }

  /** Returns the keys of all pairs that the job is one of. */
  List<String> pairs(JobName job) {
    return pairs.keySet().stream().filter(pair -> CronKeys.isAbout(pair, job)).toList();
  }

  /** Returns the revision at which runs of these two last began; 0 if never. */
  long pair(String key) {
    return pairs.getOrDefault(key, 0L);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  private void apply(Change change) {
    try {
      dispatch(change);
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      LOG.log(Level.ERROR, "the key {0} cannot be read and is passed over: {1}", change.key(), e);
    }
  }

  private void dispatch(Change change) {
    String key = change.key();
    if (key.startsWith(CronKeys.CLAIMS)) {
      claim(key.substring(CronKeys.CLAIMS.length()), change);
    } else if (key.startsWith(CronKeys.RUNNING)) {
      running(key.substring(CronKeys.RUNNING.length()), change);
    } else if (key.startsWith(CronKeys.REQUESTS)) {
      request(key.substring(CronKeys.REQUESTS.length()), change);
    } else if (key.startsWith(CronKeys.NODES)) {
      member(key.substring(CronKeys.NODES.length()), change);
    } else if (key.startsWith(CronKeys.COMPLETIONS)) {
      completions(new JobName(key.substring(CronKeys.COMPLETIONS.length())), change);
    } else if (key.startsWith(CronKeys.PAIRS)) {
      change
          .value()
          .ifPresentOrElse(value -> pairs.put(key, change.revision()), () -> pairs.remove(key));
    } else if (key.startsWith(CronKeys.STOPS)) {
      String run = key.substring(CronKeys.STOPS.length());
      change
          .value()
          .ifPresent(value -> listener.stopRequested(run, ValueJson.read(value).getString("why")));
    } else if (key.equals(CronKeys.MAINTENANCE)) {
      maintenance = change.value().map(ClusterView::maintenance).orElse(MaintenanceState.NONE);
      listener.maintenanceChanged();
    }
  }

  private void claim(String path, Change change) {
    Slot slot = CronKeys.slot(path);
    Optional<Claim> claim = change.value().map(Claim::read);
    long revision = claim.isPresent() ? change.revision() : 0;
    // Without its claim the slot of a removed job is nothing any more.
    change(
        slot,
        state ->
            claim.isEmpty() && state.isIdle() ? SlotState.NEW : state.withClaim(claim, revision));
    claim.flatMap(Claim::lastDecision).ifPresent(trace -> listener.decided(slot, trace));
    listener.slotChanged(slot);
  }

  private void running(String path, Change change) {
    Slot slot = CronKeys.slot(path);
    String run = CronKeys.run(path);
    Optional<RunLease> lease =
        change.value().map(value -> RunLease.read(slot, run, value, change.revision()));
    change(slot, state -> withRunLease(state, run, lease));
    RunLease before = lease.isPresent() ? runLeases.put(run, lease.get()) : runLeases.remove(run);
    if ((before != null) != lease.isPresent()) {
      int more = lease.isPresent() ? 1 : -1;
      runsOfJobs.merge(slot.job(), more, (old, one) -> old + one == 0 ? null : old + one);
    }
    listener.slotChanged(slot);
    listener.runsChanged(slot.job());
  }

  private SlotState withRunLease(SlotState state, String run, Optional<RunLease> lease) {
    SlotState next = state.withRunning(changed(state.running(), run, lease));
    return lease.isPresent() || next.claim().isEmpty() ? next : next.withFreed(clock.instant());
  }

  private void request(String path, Change change) {
    Slot slot = CronKeys.slot(path);
    String run = CronKeys.run(path);
    Optional<RunRequest> request =
        change.value().map(value -> RunRequest.read(slot, run, value, change.revision()));
    change(slot, state -> state.withRequests(changed(state.requests(), run, request)));
    listener.slotChanged(slot);
  }

  private static <V> Map<String, V> changed(Map<String, V> map, String key, Optional<V> value) {
    Map<String, V> next = new HashMap<>(map);
    value.ifPresentOrElse(present -> next.put(key, present), () -> next.remove(key));
    return next;
  }

  private void change(Slot slot, UnaryOperator<SlotState> change) {
    slots.compute(
        slot,
        (key, present) -> {
          SlotState next = change.apply(present == null ? SlotState.NEW : present);
          return next.isNew() ? null : next;
        });
  }

  private void member(String node, Change change) {
    Optional<CronMember> now = change.value().map(value -> CronMember.read(node, value));
    CronMember before = now.isPresent() ? members.put(node, now.get()) : members.remove(node);
    if (before != null
        && now.filter(member -> member.incarnation().equals(before.incarnation())).isEmpty()) {
      listener.memberEnded(before);
    }
  }

  private void completions(JobName job, Change change) {
    change
        .value()
        .map(JobCompletions::read)
        .ifPresentOrElse(read -> completions.put(job, read), () -> completions.remove(job));
    listener.completed(job);
  }

  private static MaintenanceState maintenance(byte[] value) {
    JsonObject json = ValueJson.read(value);
    return new MaintenanceState(json.getBoolean("paused"), StateJson.instant(json, "since"));
  }
}
