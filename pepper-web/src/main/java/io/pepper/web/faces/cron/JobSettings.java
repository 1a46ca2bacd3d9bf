package io.pepper.web.faces.cron;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.MisfirePolicy;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.definition.document.EnumText;
import io.pepper.definition.RetryPolicy;
import io.pepper.web.faces.DurationText;
import io.pepper.web.faces.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a job in words, without those that have their default and say nothing. */
final class JobSettings {
  private final List<Setting> settings = new ArrayList<>();

  private JobSettings() {}

  static List<Setting> of(CronJob job) {
    JobSettings all = new JobSettings();
    all.add("Runs", TargetText.of(job.run()));
    all.target(job.run());
    if (job.trigger() instanceof Trigger.Scheduled scheduled) {
      all.add("Schedule", scheduled.schedule().text());
      all.add("Time zone", scheduled.zone().getId());
    }
    if (!job.jitter().isZero()) {
      all.add("Jitter", "up to " + DurationText.of(job.jitter()));
    }
    all.add("Nodes", nodes(job));
    all.add("Overlap", OptionLabels.OVERLAP.get(EnumText.text(job.overlap())));
    all.add("Missed runs", misfire(job.misfire()));
    all.add("Time limit", DurationText.of(job.timeout()));
    if (job.run() instanceof RunTarget.CommandTarget) {
      all.add("Grace", DurationText.of(job.grace()) + " from TERM to KILL");
    }
    all.add("Attempts", retry(job.retry()));
    if (!job.excludes().isEmpty()) {
      all.add("Never beside", listed(new TreeSet<>(job.excludes())));
    }
    all.add("Alarms", alarms(job.alarms()));
    if (!job.remark().isEmpty()) {
      all.add("Remark", job.remark());
    }
    return all.settings;
  }

  private void add(String label, String value) {
    settings.add(new Setting(label, value));
  }

  /** Adds the settings of a target; of secrets only the names. */
  private void target(RunTarget target) {
    switch (target) {
      case RunTarget.CommandTarget command -> {
        command.directory().ifPresent(directory -> add("Directory", directory));
        command.user().ifPresent(user -> add("User", user));
        addNames("Environment", command.environment().keySet());
      }
      case RunTarget.HttpTarget http -> addNames("Headers", http.headers().keySet());
      case RunTarget.PushTarget push -> add("Payload", push.payload());
      case RunTarget.FastCgiTarget script -> addNames("Fields", script.fields().keySet());
    }
  }

  private void addNames(String label, Collection<String> names) {
    if (!names.isEmpty()) {
      add(label, listed(new TreeSet<>(names)));
    }
  }

  private static String nodes(CronJob job) {
    String tagged = "tagged " + job.tag();
    if (job.replicas().onEveryNode()) {
      return "all " + tagged;
    }
    return job.replicas().count() == 1
        ? "one " + tagged
        : job.replicas().count() + " replicas on those " + tagged;
  }

  private static String misfire(MisfirePolicy policy) {
    return "%s; a run counts as missed %s after its time"
        .formatted(
            OptionLabels.MISFIRE.get(EnumText.text(policy.misfire())),
            DurationText.of(policy.tolerance()));
  }

  private static String retry(RetryPolicy retry) {
    if (retry.attempts() == 1) {
      return "one";
    }
    return "%d, %s from %s to %s"
        .formatted(
            retry.attempts(),
            EnumText.text(retry.backoff()),
            DurationText.of(retry.initial()),
            DurationText.of(retry.max()));
  }

  private static String alarms(Alarms alarms) {
    if (alarms.on().isEmpty()) {
      return "none";
    }
    String receivers =
        Stream.of(
                alarms.webhook().stream().map(Object::toString),
                alarms.mail().stream(),
                alarms.queue().stream().map(queue -> "queue " + queue))
            .flatMap(each -> each)
            .collect(Collectors.joining(", "));
    return alarms.on().stream()
            .sorted()
            .map(event -> OptionLabels.EVENTS.get(EnumText.text(event)).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "))
        + " → "
        + receivers;
  }

  private static String listed(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
