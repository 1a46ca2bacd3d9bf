package io.pepper.cron.definition.document;

import io.pepper.cron.definition.After;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.InvalidScheduleException;
import io.pepper.cron.schedule.LoopText;
import io.pepper.definition.Fields;
import io.pepper.definition.InvalidDefinitionException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/** The reader of what starts a job: a schedule, or the runs of other jobs. */
final class TriggerReader {
  private final ScheduleParser parser;

  TriggerReader(ScheduleParser parser) {
    this.parser = parser;
  }

  Trigger read(Fields fields) {
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
  static <T> T scheduled(String field, Supplier<T> reading) {
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

  private static Trigger following(Fields after) {
    After.On on = DocumentFields.choice(after, "on", After.On.class, After.On.SUCCESS);
    Trigger trigger = new Trigger.Following(new After(DocumentFields.names(after, "jobs"), on));
    after.refuseOthers();
    return trigger;
  }
}
