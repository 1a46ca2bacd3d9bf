package io.pepper.cron.definition.document;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Misfire;
import io.pepper.cron.definition.MisfirePolicy;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Replicas;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.schedule.Schedule;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The reader of one job document. */
final class JobDocumentReader {
  /**
   * The fields that responses add to the document; they are ignored when a response is sent back.
   */
  private static final List<String> RESPONSE_ONLY =
      List.of("reading", "next", "totals", "warnings");

  private static final int MAX_REMARK = 1_000;

  private final JobName name;
  private final Optional<CronJob> present;
  private UnaryOperator<RunTarget> secrets = UnaryOperator.identity();

  private ScheduleParser parser = Schedule::parse;
  private boolean isStored;

  JobDocumentReader(JobName name, Optional<CronJob> present) {
    this.name = name;
    this.present = present;
  }

  CronJob read(JsonObject document, Instant now) {
    Fields fields = new Fields(document);
    RESPONSE_ONLY.forEach(fields::ignore);
    refuseOtherName(fields);
    secrets = written -> Secrets.restored(written, present.map(CronJob::run));
    CronJob job = job(fields, now, now.toEpochMilli());
    fields.refuseOthers();
    Optional<CronJob> same = present.filter(before -> runsAtTheSameTimes(before, job));
    if (same.isEmpty()) {
      FirstRunCheck.check(job, now);
    }
    return same.map(job::continuing).orElse(job);
  }

  private void refuseOtherName(Fields fields) {
    fields
        .text("name")
        .filter(text -> !text.equals(name.value()))
        .ifPresent(text -> {
          throw new InvalidDefinitionException(
              "name", "is '" + text + "', but this is the job '" + name + "'; leave it out");
        });
  }

  CronJob readStored(JsonObject stored, Instant seen, long revision) {
    Fields fields = new Fields(stored);
    parser = Schedule::parseStored;
    isStored = true;
    return job(
        fields,
        DocumentFields.instant(fields, "since").orElse(seen),
        fields.number("epoch", revision, 0, Long.MAX_VALUE));
  }

  private static boolean runsAtTheSameTimes(CronJob before, CronJob after) {
    return before.trigger().equals(after.trigger())
        && before.startAt().equals(after.startAt())
        && before.jitter().equals(after.jitter());
  }

  private CronJob job(Fields fields, Instant since, long epoch) {
    RunTarget run = target(fields);
    CronJob job =
        CronJob.builder(name)
            .trigger(new TriggerReader(parser).read(fields))
            .startAt(DocumentFields.instant(fields, "startAt"))
            .endAt(DocumentFields.instant(fields, "endAt"))
            .maxRuns(maxRuns(fields))
            .jitter(DocumentFields.duration(fields, "jitter", Duration.ZERO, Duration.ZERO))
            .run(run)
            .tag(fields.text("tag").orElse(CronJob.DEFAULT_TAG))
            .replicas(replicas(fields))
            .overlap(DocumentFields.choice(fields, "overlap", Overlap.class, Overlap.SKIP))
            .misfire(Fields.checked("", () -> misfire(fields)))
            .timeout(
                DocumentFields.duration(
                    fields, "timeout", CronJob.DEFAULT_TIMEOUT, Duration.ofMillis(100)))
            .grace(DocumentFields.duration(fields, "grace", CronJob.DEFAULT_GRACE, Duration.ZERO))
            .retry(
                fields
                    .object("retry")
                    .map(retry -> Fields.checked("retry", () -> retry(retry)))
                    .orElse(CronJob.NO_RETRY))
            .excludes(DocumentFields.names(fields, "excludes"))
            .alarms(
                fields
                    .object("alarms")
                    .map(alarms -> Fields.checked("alarms", () -> alarms(alarms)))
                    .orElse(Alarms.NONE))
            .remark(remark(fields))
            .paused(fields.flag("paused", present.map(CronJob::paused).orElse(false)))
            .build(since, epoch);
    Fields.checked("", () -> consistent(job));
    return job;
  }

  private RunTarget target(Fields fields) {
    return Fields.checked(
        "run",
        () ->
            secrets.apply(
                RunTargetReader.read(
                    fields
                        .object("run")
                        .orElseThrow(() ->
                            new InvalidDefinitionException("", "is needed: what the job runs")),
                    isStored)));
  }

  private static CronJob consistent(CronJob job) {
    if (job.excludes().contains(job.name())) {
      throw new InvalidDefinitionException(
          "excludes", "a job cannot exclude itself; overlap says whether its runs may overlap");
    }
    if (job.startAt().isPresent()
        && job.endAt().isPresent()
        && !job.startAt().get().isBefore(job.endAt().get())) {
      throw new InvalidDefinitionException("endAt", "must be after startAt");
    }
    if (job.trigger() instanceof Trigger.Following following
        && following.after().jobs().contains(job.name())) {
      throw new InvalidDefinitionException("after", "a job cannot run after itself");
    }
    if (job.trigger() instanceof Trigger.Loop && job.overlap() == Overlap.REPLACE) {
      throw new InvalidDefinitionException(
          "overlap", "replace makes no sense with @loop: the next run waits for the one before");
    }
    return job;
  }

  private static OptionalLong maxRuns(Fields fields) {
    long runs = fields.number("maxRuns", 0, 1, Long.MAX_VALUE);
    return runs == 0 ? OptionalLong.empty() : OptionalLong.of(runs);
  }

  private static Replicas replicas(Fields fields) {
    return fields
        .either("replicas", JsonNumber.class)
        .map(number -> new Replicas((int) fields.number("replicas", 1, 1, 100)))
        .or(() ->
            fields
                .text("replicas")
                .map(text -> Fields.checked("replicas", () -> replicasNamed(text))))
        .orElse(Replicas.ONE);
  }

  private static Replicas replicasNamed(String text) {
    if (!text.equals("all")) {
      throw new IllegalArgumentException(
          "must be a number from 1 to 100, or \"all\", not \"" + text + "\"");
    }
    return Replicas.ALL;
  }

  private Alarms alarms(Fields fields) {
    return Secrets.restored(AlarmsReader.read(fields), present.map(CronJob::alarms));
  }

  private static String remark(Fields fields) {
    String remark = fields.text("remark").orElse("");
    if (remark.length() > MAX_REMARK) {
      throw new InvalidDefinitionException(
          "remark", "has " + remark.length() + " characters: use " + MAX_REMARK + " or fewer");
    }
    return remark;
  }

  private static MisfirePolicy misfire(Fields fields) {
    Duration tolerance = fields.duration("tolerance", MisfirePolicy.DEFAULT_TOLERANCE);
    Duration usual =
        tolerance.compareTo(MisfirePolicy.DEFAULT_WINDOW) > 0
            ? tolerance
            : MisfirePolicy.DEFAULT_WINDOW;
    return new MisfirePolicy(
        DocumentFields.choice(fields, "misfire", Misfire.class, Misfire.SKIP),
        tolerance,
        fields.duration("misfireWindow", usual));
  }

  private static RetryPolicy retry(Fields fields) {
    RetryPolicy retry =
        new RetryPolicy(
            (int) fields.number("attempts", 3, 1, 1000),
            DocumentFields.choice(fields, "backoff", BackoffType.class, BackoffType.EXPONENTIAL),
            fields.duration("initial", CronJob.NO_RETRY.initial()),
            fields.duration("max", CronJob.NO_RETRY.max()));
    fields.refuseOthers();
    return retry;
  }
}
