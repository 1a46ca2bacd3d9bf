package io.pepper.cron;

import io.pepper.concurrent.Threads;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.ScheduleOverException;
import io.pepper.definition.DefinitionsException;
import io.pepper.definition.DefinitionsFile;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The cron jobs of {@code pepper.definitions}; applying them twice changes nothing. Many are
 * defined at a time, since each waits for its own write; those that follow others come after them.
 */
final class CronDefinitions {
  private static final System.Logger LOG = System.getLogger(CronDefinitions.class.getName());
  private static final int MAX_CONCURRENT = 64;

  private record PendingDefinition(String name, JsonObject document) {}

  private final CronJobs jobs;

  /** Names of jobs of the file that can never run any more, and of those that wait for them. */
  private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

  CronDefinitions(CronJobs jobs) {
    this.jobs = jobs;
  }

  /**
   * @throws DefinitionsException naming the file, the job and the problem
   */
  void apply(DefinitionsFile file) {
    List<PendingDefinition> followers = new ArrayList<>();
    List<PendingDefinition> others = new ArrayList<>();
    file.each(
        DefinitionsFile.CRON,
        (name, document) ->
            (document.containsKey("after") ? followers : others)
                .add(new PendingDefinition(name, document)));
    defineAll(file, others);
    defineFollowers(file, followers);
  }

  private void defineAll(DefinitionsFile file, List<PendingDefinition> all) {
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            MAX_CONCURRENT, Threads.virtual("pepper-cron-definitions-", 0).factory())) {
      List<Future<?>> defined = new ArrayList<>(all.size());
      all.forEach(job -> defined.add(executor.submit(() -> define(file, job))));
      defined.forEach(CronDefinitions::await);
    }
  }

  private static void await(Future<?> definition) {
    try {
      definition.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while cron jobs were defined", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e);
    }
  }

  private void define(DefinitionsFile file, PendingDefinition job) {
    file.define(
        "cron." + job.name,
        () -> {
          try {
            jobs.define(new JobName(job.name), job.document);
          } catch (ScheduleOverException e) {
            // The file was right when it was written: time alone must not keep Pepper from
            // starting.
            leaveOut(job, e.getMessage());
          }
        });
  }

  private void leaveOut(PendingDefinition job, String why) {
    LOG.log(Level.WARNING, "cron.{0} is left out: {1}", job.name, why);
    leftOut.add(job.name);
  }

  /** Defines jobs that follow each other, in whatever order they are written. */
  private void defineFollowers(DefinitionsFile file, List<PendingDefinition> followers) {
    List<PendingDefinition> left = new ArrayList<>(followers);
    DefinitionsException last = null;
    for (int before = -1; !left.isEmpty() && left.size() != before; ) {
      before = left.size();
      List<PendingDefinition> again = new ArrayList<>();
      for (PendingDefinition job : left) {
        try {
          define(file, job);
        } catch (DefinitionsException e) {
          Optional<String> parent = leftOutParent(job);
          if (parent.isPresent()) {
            leaveOut(job, "it follows '" + parent.get() + "', which is left out itself");
          } else {
            last = e;
            again.add(job);
          }
        }
      }
      left = again;
    }
    if (!left.isEmpty()) {
      throw last;
    }
  }

  /**
   * Finds a parent that was left out and is not defined; one that was defined before goes on as it
   * was, and can be followed.
   */
  private Optional<String> leftOutParent(PendingDefinition follower) {
    if (!(follower.document.get("after") instanceof JsonObject after)
        || !(after.get("jobs") instanceof JsonArray parents)) {
      return Optional.empty();
    }
    return parents.stream()
        .filter(JsonString.class::isInstance)
        .map(parent -> ((JsonString) parent).getString())
        .filter(parent -> leftOut.contains(parent) && !jobs.isDefined(new JobName(parent)))
        .findFirst();
  }
}
