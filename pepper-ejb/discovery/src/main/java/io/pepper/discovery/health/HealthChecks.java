package io.pepper.discovery.health;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Status;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The health checks of instances whose application has a check: one that fails it takes no traffic
 * until it passes again. At most half of an application is taken out. Each instance is checked by
 * one node; a round every quarter of a second, on a virtual thread of its own, starts the checks
 * that are due, each on another. When more are due than may be under way, the rest comes late.
 */
public final class HealthChecks implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HealthChecks.class.getName());
  private static final Duration ROUND = Duration.ofMillis(250);

  /** The pause while this node has nothing to check. */
  private static final Duration IDLE_ROUND = Duration.ofSeconds(1);

  /** Largest number of checks under way at once. */
  private static final int AT_ONCE = 500;

  private final Registry registry;
  private final Predicate<InstanceKey> isMine;
  private final Clock clock;
  private final ExecutorService checks = Threads.perTask("pepper-health-check");
  private final HttpProbe http = new HttpProbe(checks);
  private final Map<Check.Type, Probe> probes = new EnumMap<>(Check.Type.class);
  private final Map<InstanceKey, CheckedInstance> checkedInstances = new HashMap<>();
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final ReentrantLock reporting = new ReentrantLock();
  private final PeriodicTask task =
      PeriodicTask.of(Threads.virtual("pepper-health"), ROUND, this::attempt);

  /**
   * @param isMine whether this node checks an instance; of all nodes one must
   */
  public HealthChecks(Registry registry, Predicate<InstanceKey> isMine, Clock clock) {
    this.registry = registry;
    this.isMine = isMine;
    this.clock = clock;
    probes.put(Check.Type.TCP, new TcpProbe());
    probes.put(Check.Type.HTTP, http);
    probes.put(Check.Type.GRPC, new GrpcProbe());
  }

  public void open() {
    task.start();
  }

  private Duration attempt() {
    try {
      round();
    } catch (RuntimeException e) {
      // Edge: whatever one application has in it must not end the checks of all.
      LOG.log(Level.ERROR, "a round of health checks failed", e);
    }
    return checkedInstances.isEmpty() ? IDLE_ROUND : ROUND;
  }

  private void round() {
    Set<InstanceKey> present = new HashSet<>();
    for (Application app : registry.configuredApplications()) {
      Optional<Check> check = app.settings().check();
      if (check.isPresent()) {
        app.instances()
            .filter(this::isMine)
            .forEach(instance -> {
              present.add(instance.key());
              visit(instance, check.get());
            });
      } else {
        app.instances()
            .filter(instance -> instance.conditions().unhealthy().isPresent())
            .filter(this::isMine)
            .forEach(instance -> report(instance.key(), Optional.empty()));
      }
    }
    checkedInstances.keySet().retainAll(present);
  }

  private boolean isMine(Instance instance) {
    return isMine.test(instance.key());
  }

  private void visit(Instance instance, Check check) {
    long now = clock.millis();
    CheckedInstance checked =
        checkedInstances.compute(
            instance.key(),
            (key, known) ->
                known != null && known.isStill(instance, check)
                    ? known
                    : new CheckedInstance(instance, check, now));
    if (checked.isDue(now) && permits.tryAcquire()) {
      checked.begin(now);
      checks.execute(() -> check(checked, instance));
    }
  }

  private void check(CheckedInstance checked, Instance instance) {
    try {
      Optional<String> problem = problem(instance, checked.check());
      CheckState state = checked.end(problem.isEmpty());
      boolean isHeldHealthy = instance.conditions().unhealthy().isEmpty();
      if (state.healthy() && !isHeldHealthy) {
        report(instance.key(), Optional.empty());
      } else if (!state.healthy() && isHeldHealthy) {
        reportUnhealthy(instance.key(), problem);
      }
    } catch (InterruptedException e) {
      // Checking ends, and what was found out with it.
      Thread.currentThread().interrupt();
    } finally {
      checked.release();
      permits.release();
    }
  }

  private Optional<String> problem(Instance instance, Check check) throws InterruptedException {
    try {
      probes.get(check.type()).run(ProbeTarget.of(instance, check), check);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Edge: whatever a probe throws is the result of the check.
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void reportUnhealthy(InstanceKey key, Optional<String> problem) {
    // One after the other, so that each counts those before it.
    reporting.lock();
    try {
      if (registry.find(key.app()).filter(HealthChecks::canSpareOne).isPresent()) {
        report(key, problem);
      } else {
        LOG.log(
            Level.DEBUG,
            "{0} fails its check ({1}), but so does half of the application: it stays",
            key,
            problem.orElse("no longer"));
      }
    } finally {
      reporting.unlock();
    }
  }

  /**
   * Returns whether half of an application fails. It is then more likely that the way there or the
   * check itself is at fault, and nothing is changed.
   */
  private static boolean canSpareOne(Application app) {
    long wanted = app.instances().filter(each -> each.registration().status() == Status.UP).count();
    long out = app.instances().filter(each -> each.conditions().unhealthy().isPresent()).count();
    return 2 * (out + 1) <= wanted;
  }

  private void report(InstanceKey key, Optional<String> problem) {
    try {
      registry.condition(key, conditions -> conditions.withUnhealthy(problem));
      LOG.log(
          problem.isPresent() ? Level.WARNING : Level.INFO,
          "{0} is {1}",
          key,
          problem.map(why -> "unhealthy: " + why).orElse("healthy again"));
    } catch (UnknownInstanceException e) {
      LOG.log(Level.DEBUG, "it went meanwhile", e);
    }
  }

  @Override
  public void close() {
    task.end();
    checks.shutdownNow();
    http.close();
  }
}
