package io.pepper.cron.definition.document;

import io.pepper.cron.definition.After;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Replicas;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.schedule.Dialect;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The reader of jobs as the original writes them, from its API or from etcd. docs/compatibility.md
 * maps each field. Durations are nanoseconds.
 */
final class OriginalJobReader {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
  private static final Duration MAX_TIMEOUT = Duration.ofDays(7);
  private static final RetryPolicy NO_RETRY =
      new RetryPolicy(1, BackoffType.FIXED, Duration.ZERO, Duration.ZERO);
  private static final List<String> IGNORED_FIELDS =
      List.of("dispatch_id", "base_group_id", "retries", "extras", "status");

  private OriginalJobReader() {}

  static boolean isOriginal(JsonObject document) {
    return !document.containsKey("run");
  }

  static CronJob read(JsonObject document, Instant since, long epoch, ScheduleParser parser) {
    Fields fields = new Fields(document);
    IGNORED_FIELDS.forEach(fields::ignore);
    List<String> parents = texts(fields, "dependent_jobs");
    long times = fields.number("times", 0, Long.MIN_VALUE, Long.MAX_VALUE);
    long type = fields.number("type", 0, 0, 1);
    boolean counted = type == 1 && times > 0 && parents.isEmpty();
    CronJob job =
        CronJob.builder(fields.required("name", JobName::new))
            .trigger(parents.isEmpty() ? trigger(fields, type, parser) : following(fields, parents))
            .maxRuns(counted ? OptionalLong.of(times) : OptionalLong.empty())
            .run(run(fields))
            .tag(fields.text("tag").filter(tag -> !tag.isEmpty()).orElse(CronJob.DEFAULT_TAG))
            .replicas(new Replicas((int) fields.number("concurrency", 0, 0, 100)))
            .overlap(fields.flag("executor_blocking", false) ? Overlap.SKIP : Overlap.ALLOW)
            .timeout(timeout(fields))
            .retry(NO_RETRY)
            .build(since, epoch);
    fields.refuseOthers();
    if (job.replicas().onEveryNode()) {
      throw new InvalidDefinitionException(
          "concurrency", "must be 1 to 100: with 0 the job would never run");
    }
    return job;
  }

  private static Trigger trigger(Fields fields, long type, ScheduleParser parser) {
    String schedule = fields.text("schedule").orElse("");
    ZoneId zone =
        fields
            .text("timezone")
            .filter(text -> !text.isEmpty())
            .map(text -> Fields.checked("timezone", () -> TriggerReader.zone(text)))
            .orElseGet(ZoneId::systemDefault);
    Duration pause = Duration.ofNanos(fields.number("times_delay", 0, 0, Long.MAX_VALUE));
    if (type == 1) {
      return Fields.checked("times_delay", () -> new Trigger.Loop(pause));
    }
    return TriggerReader.scheduled(
        "schedule", () -> TriggerReader.trigger(schedule, Dialect.SECONDS, zone, parser));
  }

  private static Trigger following(Fields fields, List<String> parents) {
    List.of("schedule", "timezone", "times_delay").forEach(fields::ignore);
    return Fields.checked(
        "dependent_jobs",
        () ->
            new Trigger.Following(
                new After(
                    parents.stream().map(JobName::new).collect(Collectors.toUnmodifiableSet()),
                    After.On.SUCCESS)));
  }

  private static RunTarget run(Fields fields) {
    long executor = fields.number("executor_type", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (executor != 0) {
      throw new InvalidDefinitionException(
          "executor_type",
          "must be 0, a command, not " + executor + "; other targets are in the API /api/v1/cron");
    }
    List<String> command = texts(fields, "executor_params");
    Map<String, String> environment = environment(texts(fields, "environment_variables"));
    return Fields.checked(
        "executor_params",
        () ->
            new RunTarget.CommandTarget(command, environment, Optional.empty(), Optional.empty()));
  }

  private static Map<String, String> environment(List<String> entries) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals < 1) {
        throw new InvalidDefinitionException(
            "environment_variables", "each must be NAME=value, which '" + entry + "' is not");
      }
      environment.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return environment;
  }

  private static Duration timeout(Fields fields) {
    Duration timeout =
        Duration.ofNanos(fields.number("executor_timeout", 0, 0, MAX_TIMEOUT.toNanos()));
    return timeout.isZero() ? DEFAULT_TIMEOUT : timeout;
  }

  /** Reads a list of texts; the original writes null for an empty one. */
  private static List<String> texts(Fields fields, String name) {
    fields.ignore(name);
    return fields.has(name) && !fields.isNull(name) ? fields.texts(name) : List.of();
  }
}
