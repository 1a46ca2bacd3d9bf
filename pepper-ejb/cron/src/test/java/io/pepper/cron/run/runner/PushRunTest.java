package io.pepper.cron.run.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.runner.RunFixture.FinishedRun;
import io.pepper.job.QueueName;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushRunTest {
  private static final String QUEUE =
      """
      {"password":"secret","maxPayloadBytes":400,"topics":{"mail":{"delivery":{"type":"pull"}}}}
      """;

  @TempDir Path data;
  private RunFixture cron;

  @BeforeEach
  void open() {
    cron = new RunFixture(data, null);
    cron.bus.define("work", QUEUE);
  }

  @AfterEach
  void close() {
    cron.close();
  }

  @Test
  void storesAJobThatTellsWhatItIsAbout() {
    FinishedRun ran =
        cron.run(
            push(
                "work",
                "{\"a\":\"${job} ${nominal} ${attempt} ${key} $1 \\\\ ${other} ${job\",\"r\":\"${run}\"}"));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.empty(), ""));
    assertThat(cron.bus.ready("work", "mail"))
        .containsExactly(
            "{\"a\":\"nightly 2026-03-01T04:00:00Z 2 nightly/2026-03-01T04:00:00Z/0 $1 \\\\ ${other} ${job\",\"r\":\""
                + ran.attempt().id()
                + "\"}");
    assertThat(ran.text()).matches("job \\d+ in queue work\n");
  }

  @Test
  void whoWasStoppedBeforePushesNothing() {
    RunFixture.StartedRun going = cron.new StartedRun();
    going.stop.request("replaced by the next");

    going.start(push("work", "x"), RunFixture.LONG, RunFixture.GRACE);

    assertThat(going.ending.join().state()).isEqualTo(RunState.KILLED);
    assertThat(cron.bus.ready("work", "mail")).isEmpty();
  }

  @Test
  void isAFailureIfNothingIsStored() {
    assertThat(cron.run(push("nowhere", "x")).ending().problem())
        .isEqualTo("there is no queue 'nowhere'; define it with PUT /api/v1/queues/nowhere");
    assertThat(cron.run(push("work", "x".repeat(401))).ending().problem())
        .startsWith("payload of 401 bytes is larger than the 400 that queue 'work' allows");
    cron.bus.closeStore();
    AttemptResult ending = cron.run(push("work", "x")).ending();
    assertThat(ending.state()).isEqualTo(RunState.FAILED);
    assertThat(ending.problem()).isNotEmpty().doesNotContain("Exception", "\n");
  }

  private static RunTarget.PushTarget push(String queue, String payload) {
    return new RunTarget.PushTarget(new QueueName(queue), payload);
  }
}
