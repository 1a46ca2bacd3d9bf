package io.pepper.cron.alarm;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Jobs with alarms, as documents define them, and their runs. */
final class JobWithAlarms {
  static final String ALL = "\"failed\",\"late\",\"skipped\",\"notStarted\",\"recovered\"";
  static final Instant NOMINAL = Instant.parse("2026-11-25T06:00:00Z");

  private JobWithAlarms() {}

  /**
   * @param alarms the fields of its alarms, such as {@code "webhook":"http://..."}
   */
  static CronJob named(String name, String on, String alarms) {
    String document =
        """
        {"schedule":"0 6 * * *","run":{"type":"command","command":["true"]},
         "alarms":{"on":[%s],"late":"PT30S",%s}}\
        """
            .formatted(on, alarms);
    try (var reader = Json.createReader(new StringReader(document))) {
      return JobDocument.read(
          new JobName(name), reader.readObject(), Optional.empty(), Instant.now());
    }
  }

  static CronJob hooked(String name, WebhookServer server) {
    return named(name, ALL, "\"webhook\":\"" + server.url() + "\"");
  }

  static Run started(CronJob job, Duration lateness) {
    return Run.builder(RunId.first(RunId.newRun(Instant.now())), job.name())
        .slot("0")
        .nominal(NOMINAL)
        .on("n1", "n1-life")
        .started(Optional.of(NOMINAL.plus(lateness)), lateness)
        .state(RunState.RUNNING)
        .build();
  }

  static Run ended(CronJob job, RunState how, int exitCode, String output) {
    return started(job, Duration.ZERO)
        .ended(how, OptionalInt.of(exitCode), NOMINAL.plusSeconds(5), output);
  }

  static Run failed(CronJob job) {
    return ended(job, RunState.FAILED, 3, "no such table: orders\n");
  }

  static Run succeeded(CronJob job) {
    return ended(job, RunState.SUCCEEDED, 0, "");
  }
}
