package io.pepper.cron;

import io.pepper.cron.definition.After;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.schedule.LoopText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The next times at which a job runs by itself, unless it is paused.
 *
 * @param reading in plain English, such as {@code every second} or {@code after a has succeeded}
 * @param next the first instants, without jitter; empty if they depend on other runs or on people
 */
public record NextFires(String reading, List<Instant> next) {
  /**
   * @param count of instants, 0 to 1000
   */
  public static NextFires of(CronJob job, Instant now, int count) {
    List<Instant> next =
        job.trigger() instanceof Trigger.Scheduled scheduled
            ? next(scheduled, job, now, count)
            : List.of();
    return new NextFires(words(job.trigger()) + bounds(job), next);
  }

  private static List<Instant> next(
      Trigger.Scheduled scheduled, CronJob job, Instant now, int count) {
    Instant after =
        job.startAt().filter(now::isBefore).map(start -> start.minusNanos(1)).orElse(now);
    Instant end = job.endAt().orElse(Instant.MAX);
    return scheduled.schedule().next(after, count).stream().takeWhile(end::isAfter).toList();
  }

  private static String words(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Scheduled scheduled -> scheduled.schedule().words();
      case Trigger.Loop loop -> LoopText.words(loop.pause());
      case Trigger.Following following -> words(following.after());
      case Trigger.Manual manual -> "only when somebody runs it";
    };
  }

  private static String words(After after) {
    List<String> names = new TreeSet<>(after.jobs()).stream().map(Object::toString).toList();
    String end =
        switch (after.on()) {
          case SUCCESS -> "succeeded";
          case FAILURE -> "failed";
          case ANY -> "ended";
        };
    return names.size() == 1
        ? "after %s has %s".formatted(names.getFirst(), end)
        : "after each of %s has %s".formatted(String.join(", ", names), end);
  }

  private static String bounds(CronJob job) {
    List<String> bounds = new ArrayList<>();
    job.startAt().ifPresent(start -> bounds.add("from " + start));
    job.endAt().ifPresent(end -> bounds.add("before " + end));
    job.maxRuns().ifPresent(runs -> bounds.add(runs == 1 ? "once" : "at most " + runs + " times"));
    return Optional.of(String.join(", ", bounds))
        .filter(text -> !text.isEmpty())
        .map(text -> ", " + text)
        .orElse("");
  }
}
