package io.pepper.cron.definition.document;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.definition.Trigger;
import io.pepper.definition.RetryPolicy;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The writer of job documents; fields that equal their default and say nothing are left out. */
final class JobDocumentWriter {
  /** Looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private JobDocumentWriter() {}

  /**
   * @param run the job's own, or what is shown of it
   */
  static JsonObjectBuilder document(CronJob job, RunTarget run, Alarms alarms) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    trigger(json, job.trigger());
    job.startAt().ifPresent(at -> json.add("startAt", at.toString()));
    job.endAt().ifPresent(at -> json.add("endAt", at.toString()));
    job.maxRuns().ifPresent(runs -> json.add("maxRuns", runs));
    if (!job.jitter().equals(Duration.ZERO)) {
      json.add("jitter", job.jitter().toString());
    }
    json.add("run", target(run)).add("tag", job.tag());
    if (job.replicas().onEveryNode()) {
      json.add("replicas", "all");
    } else {
      json.add("replicas", job.replicas().count());
    }
    json.add("overlap", EnumText.text(job.overlap()))
        .add("misfire", EnumText.text(job.misfire().misfire()))
        .add("misfireWindow", job.misfire().window().toString())
        .add("tolerance", job.misfire().tolerance().toString())
        .add("timeout", job.timeout().toString())
        .add("grace", job.grace().toString())
        .add("retry", retry(job.retry()));
    if (!job.excludes().isEmpty()) {
      json.add("excludes", array(new TreeSet<>(job.excludes())));
    }
    if (!alarms.equals(Alarms.NONE)) {
      json.add("alarms", alarms(alarms));
    }
    if (!job.remark().isEmpty()) {
      json.add("remark", job.remark());
    }
    return json.add("paused", job.paused());
  }

  private static void trigger(JsonObjectBuilder json, Trigger trigger) {
    switch (trigger) {
      case Trigger.Scheduled scheduled ->
          json.add("schedule", scheduled.schedule().text())
              .add("dialect", scheduled.dialect().text())
              .add("zone", scheduled.zone().getId());
      case Trigger.Loop loop -> json.add("schedule", loop(loop.pause()));
      case Trigger.Following following ->
          json.add(
              "after",
              JSON.createObjectBuilder()
                  .add("jobs", array(new TreeSet<>(following.after().jobs())))
                  .add("on", EnumText.text(following.after().on())));
      case Trigger.Manual manual -> json.add("schedule", "@manually");
    }
  }

  private static String loop(Duration pause) {
    if (pause.isZero()) {
      return "@loop";
    }
    return pause.toNanosPart() == 0
        ? "@loop " + pause.toSeconds() + "s"
        : "@loop " + pause.toNanos() + "ns";
  }

  private static JsonObjectBuilder target(RunTarget target) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    switch (target) {
      case RunTarget.CommandTarget command -> {
        json.add("type", "command").add("command", array(command.command()));
        texts(json, "environment", command.environment());
        command.directory().ifPresent(directory -> json.add("directory", directory));
        command.user().ifPresent(user -> json.add("user", user));
      }
      case RunTarget.HttpTarget http -> {
        json.add("type", "http").add("method", http.method()).add("url", http.url().toString());
        texts(json, "headers", http.headers());
        json.add("contentType", http.contentType()).add("body", http.body());
      }
      case RunTarget.PushTarget push ->
          json.add("type", "job").add("queue", push.queue().value()).add("payload", push.payload());
      case RunTarget.FastCgiTarget fpm -> {
        json.add("type", "fastcgi")
            .add("address", fpm.address().text())
            .add("script", fpm.script());
        texts(json, "fields", fpm.fields());
      }
    }
    return json;
  }

  private static void texts(JsonObjectBuilder json, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      JsonObjectBuilder inner = JSON.createObjectBuilder();
      new TreeMap<>(texts).forEach(inner::add);
      json.add(name, inner);
    }
  }

  private static JsonObjectBuilder retry(RetryPolicy retry) {
    return JSON.createObjectBuilder()
        .add("attempts", retry.attempts())
        .add("backoff", EnumText.text(retry.backoff()))
        .add("initial", retry.initial().toString())
        .add("max", retry.max().toString());
  }

  private static JsonObjectBuilder alarms(Alarms alarms) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("on", array(alarms.on().stream().sorted().map(EnumText::text).toList()))
            .add("late", alarms.late().toString());
    alarms.webhook().ifPresent(webhook -> json.add("webhook", webhook.toString()));
    if (!alarms.mail().isEmpty()) {
      json.add("mail", array(alarms.mail()));
    }
    alarms.queue().ifPresent(queue -> json.add("queue", queue.value()));
    return json;
  }

  private static JsonArrayBuilder array(Collection<?> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }
}
