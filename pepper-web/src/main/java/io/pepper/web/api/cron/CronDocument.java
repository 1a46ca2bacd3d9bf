package io.pepper.web.api.cron;

import io.pepper.cron.CronSnapshot;
import io.pepper.cron.NextFires;
import io.pepper.cron.ParticipatingNode;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunTotals;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;

/** Cron jobs, and cron as a whole, as JSON. */
final class CronDocument {
  private static final int FIRES = 10;

  /** The factory of builders, looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private CronDocument() {}

  /** Writes the definition as the reader may see it. */
  static JsonObjectBuilder definition(CronJob job, JsonObject document) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("name", job.name().value());
    document.forEach(json::add);
    return json;
  }

  static JsonObjectBuilder listed(CronJob job, JsonObject document, Instant now) {
    return definition(job, document).add("reading", NextFires.of(job, now, 0).reading());
  }

  static JsonObjectBuilder expected(CronJob job, JsonObject document, Instant now) {
    JsonObjectBuilder json = definition(job, document);
    nextFires(json, job, now);
    return json;
  }

  static JsonObject nextFires(CronJob job, Instant now) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    nextFires(json, job, now);
    return json.build();
  }

  private static void nextFires(JsonObjectBuilder json, CronJob job, Instant now) {
    NextFires nextFires = NextFires.of(job, now, FIRES);
    JsonArrayBuilder next = JSON.createArrayBuilder();
    nextFires.next().forEach(fire -> next.add(fire.toString()));
    json.add("reading", nextFires.reading()).add("next", next);
  }

  static JsonObjectBuilder totals(RunTotals totals) {
    return JSON.createObjectBuilder()
        .add("all", counts(totals.all()))
        .add("today", counts(totals.today()));
  }

  private static JsonObjectBuilder counts(RunCounts counts) {
    return JSON.createObjectBuilder()
        .add("succeeded", counts.succeeded())
        .add("failed", counts.failed())
        .add("killed", counts.killed())
        .add("lost", counts.lost())
        .add("skipped", counts.skipped());
  }

  static JsonObjectBuilder overview(CronSnapshot now) {
    JsonArrayBuilder members = JSON.createArrayBuilder();
    now.members().forEach(member -> members.add(member(member)));
    JsonObjectBuilder ended = JSON.createObjectBuilder();
    now.ended().forEach((state, count) -> ended.add(state.text(), count));
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("node", now.node())
            .add("member", now.isMember())
            .add("members", members)
            .add("paused", now.isPaused())
            .add("jobs", now.jobs())
            .add("agendaHere", now.scheduledSlots())
            .add("running", now.running())
            .add("runningHere", now.runningHere())
            .add("endedHere", ended)
            .add("unrecordedHere", now.unrecorded());
    if (now.pausedSince().isAfter(Instant.EPOCH)) {
      json.add("since", now.pausedSince().toString());
    }
    return json;
  }

  private static JsonObjectBuilder member(ParticipatingNode member) {
    return JSON.createObjectBuilder()
        .add("node", member.node())
        .add("tags", JSON.createArrayBuilder(member.tags().stream().sorted().toList()));
  }
}
