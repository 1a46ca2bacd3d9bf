package io.pepper.cron.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NotificationsTest {
  private static final CronJob JOB =
      JobWithAlarms.named("job1", JobWithAlarms.ALL, "\"webhook\":\"http://localhost/\"");
  private static final Instant NOW = Instant.parse("2026-11-25T06:00:06Z");

  @Test
  void tellsAFailureAsTheProtocolSays() {
    var run = JobWithAlarms.failed(JOB);

    assertThat(Notifications.of("id1", Event.FAILED, run, NOW).document())
        .hasToString(
            """
            {"event":"failed","id":"id1","job":"job1","run":"%s","nominal":"2026-11-25T06:00:00Z",\
            "node":"n1","state":"failed","exitCode":3,"output":"no such table: orders\\n",\
            "at":"2026-11-25T06:00:06Z","text":"job job1 failed on node n1: exit code 3"}\
            """
                .formatted(run.id()));
  }

  @Test
  void saysInOneLineWhatHappened() {
    var http =
        JobWithAlarms.started(JOB, Duration.ZERO)
            .ended(RunState.FAILED, OptionalInt.empty(), NOW, "<html>\nHTTP status 503");
    assertThat(Notifications.of("", Event.FAILED, http, NOW).text())
        .isEqualTo("job job1 failed on node n1: HTTP status 503");
    var lost = http.ended(RunState.LOST, OptionalInt.empty(), NOW, "");
    assertThat(Notifications.of("", Event.FAILED, lost, NOW).text())
        .isEqualTo("job job1 was lost: node n1 ended or lost touch while it ran");
    var late = JobWithAlarms.started(JOB, Duration.ofSeconds(95));
    assertThat(Notifications.of("", Event.LATE, late, NOW).text())
        .isEqualTo("job job1 started late on node n1: 95 s after it was due");
    assertThat(Notifications.notStarted("", JOB, NOW, "n2", NOW).text())
        .isEqualTo(
            "job job1, due at 2026-11-25T06:00:06Z, was not started: "
                + "no node tagged 'default' took it within a minute");
  }

  @Test
  void keepsTheEndOfALongOutputAndCutsNoCharacter() {
    String output = "€".repeat(3000) + "the end";

    String end = Notifications.end(output);

    assertThat(end).startsWith("€").endsWith("the end");
    assertThat(end.getBytes(UTF_8))
        .hasSizeBetween(Notifications.MAX_OUTPUT_BYTES - 2, Notifications.MAX_OUTPUT_BYTES);
    assertThat(Notifications.end("\ud83d\ude00".repeat(2000)).getBytes(UTF_8))
        .hasSize(Notifications.MAX_OUTPUT_BYTES);
    assertThat(Notifications.end("short")).isEqualTo("short");
  }
}
