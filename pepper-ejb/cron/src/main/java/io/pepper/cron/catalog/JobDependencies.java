package io.pepper.cron.catalog;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Trigger;
import io.pepper.definition.InvalidDefinitionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The jobs that follow or exclude each other. Safe for any number of threads that read; one
 * changes.
 */
final class JobDependencies {
  private final Map<JobName, Set<JobName>> parents = new ConcurrentHashMap<>();
  private final Map<JobName, Set<JobName>> followers = new ConcurrentHashMap<>();
  private final Map<JobName, Set<JobName>> excludes = new ConcurrentHashMap<>();
  private final Map<JobName, Set<JobName>> excludedBy = new ConcurrentHashMap<>();

  void put(CronJob job) {
    remove(job.name());
    if (job.trigger() instanceof Trigger.Following following) {
      link(job.name(), following.after().jobs(), parents, followers);
    }
    link(job.name(), job.excludes(), excludes, excludedBy);
  }

  void remove(JobName name) {
    unlink(name, parents, followers);
    unlink(name, excludes, excludedBy);
  }

  private static void link(
      JobName from,
      Set<JobName> to,
      Map<JobName, Set<JobName>> forth,
      Map<JobName, Set<JobName>> back) {
    if (!to.isEmpty()) {
      forth.put(from, to);
      to.forEach(
          other -> back.computeIfAbsent(other, key -> ConcurrentHashMap.newKeySet()).add(from));
    }
  }

  private static void unlink(
      JobName from, Map<JobName, Set<JobName>> forth, Map<JobName, Set<JobName>> back) {
    Set<JobName> to = forth.remove(from);
    if (to != null) {
      to.forEach(other ->
          back.computeIfPresent(
              other,
              (key, sources) -> {
                sources.remove(from);
                return sources.isEmpty() ? null : sources;
              }));
    }
  }

  Set<JobName> followers(JobName name) {
    return followers.getOrDefault(name, Set.of());
  }

  /** Returns the jobs that exclude this one or are excluded by it. */
  Set<JobName> excluding(JobName name) {
    Set<JobName> own = excludes.getOrDefault(name, Set.of());
    Set<JobName> others = excludedBy.getOrDefault(name, Set.of());
    if (own.isEmpty() || others.isEmpty()) {
      return own.isEmpty() ? others : own;
    }
    Set<JobName> both = new HashSet<>(own);
    both.addAll(others);
    return both;
  }

  /**
   * @throws InvalidDefinitionException if one of the parents does not exist or follows the job
   *     itself
   */
  void checkFollowing(JobName job, Set<JobName> of, Predicate<JobName> exists) {
    of.stream()
        .filter(parent -> !exists.test(parent))
        .findFirst()
        .ifPresent(parent -> {
          throw new InvalidDefinitionException(
              "after.jobs", "there is no job '" + parent + "'; define it first");
        });
    Deque<JobName> open = new ArrayDeque<>(of);
    Set<JobName> seen = new HashSet<>();
    while (!open.isEmpty()) {
      JobName ancestor = open.remove();
      if (ancestor.equals(job)) {
        throw new InvalidDefinitionException(
            "after.jobs", "would close a circle: a job cannot wait for itself");
      }
      if (seen.add(ancestor)) {
        open.addAll(parents.getOrDefault(ancestor, Set.of()));
      }
    }
  }
}
