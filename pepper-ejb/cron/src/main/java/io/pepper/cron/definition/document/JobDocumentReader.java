package io.pepper.cron.definition.document;

import io.pepper.cron.definition.After;
import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Misfire;
import io.pepper.cron.definition.MisfirePolicy;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Replicas;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.InvalidScheduleException;
import io.pepper.cron.schedule.LoopText;
import io.pepper.cron.schedule.Schedule;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The reader of one job document. */
final class JobDocumentReader {
  /**
   * The fields that responses add to the document; they are ignored when a response is sent back.
   */
  private static final List<String> RESPONSE_ONLY =
      List.of("reading", "next", "totals", "warnings");

  private static final int MAX_REMARK = 1_000;
  private static final Duration MAX_DURATION = Duration.ofDays(7);

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
        instant(fields, "since").orElse(seen),
        fields.number("epoch", revision, 0, Long.MAX_VALUE));
  }

  private static boolean runsAtTheSameTimes(CronJob before, CronJob after) {
    return before.trigger().equals(after.trigger())
        && before.startAt().equals(after.startAt())
        && before.jitter().equals(after.jitter());
  }

  private CronJob job(Fields fields, Instant since, long epoch) {
    RunTarget run =
        Fields.checked(
            "run",
            () ->
                secrets.apply(
                    RunTargetReader.read(
                        fields
                            .object("run")
                            .orElseThrow(() ->
                                new InvalidDefinitionException("", "is needed: what the job runs")),
                        isStored)));
    CronJob job =
        CronJob.builder(name)
            .trigger(trigger(fields))
            .startAt(instant(fields, "startAt"))
            .endAt(instant(fields, "endAt"))
            .maxRuns(maxRuns(fields))
            .jitter(duration(fields, "jitter", Duration.ZERO, Duration.ZERO))
            .run(run)
            .tag(fields.text("tag").orElse(CronJob.DEFAULT_TAG))
            .replicas(replicas(fields))
            .overlap(choice(fields, "overlap", Overlap.class, Overlap.SKIP))
            .misfire(Fields.checked("", () -> misfire(fields)))
            .timeout(duration(fields, "timeout", CronJob.DEFAULT_TIMEOUT, Duration.ofMillis(100)))
            .grace(duration(fields, "grace", CronJob.DEFAULT_GRACE, Duration.ZERO))
            .retry(
                fields
                    .object("retry")
                    .map(retry -> Fields.checked("retry", () -> retry(retry)))
                    .orElse(CronJob.NO_RETRY))
            .excludes(names(fields, "excludes"))
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

  private Trigger trigger(Fields fields) {
    Optional<String> schedule = fields.text("schedule");
    Optional<Fields> after = fields.object("after");
    Dialect dialect = scheduled("dialect", () -> dialect(fields));
    ZoneId zone = Fields.checked("zone", () -> zone(fields.text("zone").orElse("UTC")));
    if (after.isPresent()) {
      if (schedule.isPresent()) {
        throw new InvalidDefinitionException(
            "after", "and schedule exclude each other; leave one out");
      }
      return Fields.checked("after", () -> following(after.get()));
    }
    String text =
        schedule.orElseThrow(() ->
            new InvalidDefinitionException(
                "schedule",
                "is needed, such as \"*/5 * * * *\", \"@every 30s\", \"@daily\", \"@loop 5s\""
                    + " or \"@manually\"; or name other jobs in after"));
    return scheduled("schedule", () -> trigger(text, dialect, zone, parser));
  }

  /** Reads a schedule in the given way, which decides what is still taken. */
  static Trigger trigger(String text, Dialect dialect, ZoneId zone, ScheduleParser parser) {
    if (LoopText.isLoop(text)) {
      return new Trigger.Loop(LoopText.pause(text));
    }
    if (text.strip().equals("@manually")) {
      return new Trigger.Manual();
    }
    return new Trigger.Scheduled(parser.parse(text, dialect, zone), dialect, zone);
  }

  private static Dialect dialect(Fields fields) {
    return fields.text("dialect").map(Dialect::parse).orElse(Dialect.AUTO);
  }

  /** Names the document's field, and within it the schedule's. */
  static <T> T scheduled(String field, java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidScheduleException e) {
      String problem = e.field().equals(field) ? e.problem() : e.field() + ": " + e.problem();
      throw new InvalidDefinitionException(field, problem);
    }
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time zone; write one such as UTC, Europe/Berlin or +02:00");
    }
  }

  private Trigger following(Fields after) {
    After.On on = choice(after, "on", After.On.class, After.On.SUCCESS);
    Trigger trigger = new Trigger.Following(new After(names(after, "jobs"), on));
    after.refuseOthers();
    return trigger;
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
        choice(fields, "misfire", Misfire.class, Misfire.SKIP),
        tolerance,
        fields.duration("misfireWindow", usual));
  }

  private static RetryPolicy retry(Fields fields) {
    RetryPolicy retry =
        new RetryPolicy(
            (int) fields.number("attempts", 3, 1, 1000),
            choice(fields, "backoff", BackoffType.class, BackoffType.EXPONENTIAL),
            fields.duration("initial", CronJob.NO_RETRY.initial()),
            fields.duration("max", CronJob.NO_RETRY.max()));
    fields.refuseOthers();
    return retry;
  }

  private static Set<JobName> names(Fields fields, String field) {
    return fields.has(field)
        ? Fields.checked(
            field,
            () ->
                fields.texts(field).stream()
                    .map(JobName::new)
                    .collect(Collectors.toCollection(TreeSet::new)))
        : Set.of();
  }

  static <E extends Enum<E>> E choice(Fields fields, String field, Class<E> type, E usual) {
    return fields
        .text(field)
        .map(text -> Fields.checked(field, () -> EnumText.parse(type, text)))
        .orElse(usual);
  }

  static Duration duration(Fields fields, String field, Duration usual, Duration least) {
    Duration duration = fields.duration(field, usual);
    if (duration.compareTo(least) < 0 || duration.compareTo(MAX_DURATION) > 0) {
      throw new InvalidDefinitionException(field, "must be " + least + " to P7D, not " + duration);
    }
    return duration;
  }

  private static Optional<Instant> instant(Fields fields, String field) {
    Function<String, Instant> reader =
        text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                "must be an instant such as 2030-01-31T09:00:00Z, not '" + text + "'");
          }
        };
    return fields.text(field).map(text -> Fields.checked(field, () -> reader.apply(text)));
  }
}
