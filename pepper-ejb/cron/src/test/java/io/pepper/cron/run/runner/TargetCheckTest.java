package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.RunTarget;
import io.pepper.job.QueueName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused when a job is saved (docs/protocol.md, The job document). */
class TargetCheckTest {
  @TempDir Path data;
  private RunFixture cron;

  @BeforeEach
  void open() {
    cron = new RunFixture(data, null);
  }

  @AfterEach
  void close() {
    cron.close();
  }

  @Test
  void findsNothingAgainstWhatCanRun() {
    cron.bus.define("work", "{\"password\":\"secret\"}");

    assertThat(cron.runners.check(command("sh", "-c", "anything"))).isEmpty();
    assertThat(cron.runners.check(command("/bin/sh"))).isEmpty();
    assertThat(cron.runners.check(in("/usr", System.getProperty("user.name"), Map.of()))).isEmpty();
    assertThat(cron.runners.check(new RunTarget.PushTarget(new QueueName("work"), ""))).isEmpty();
    assertThat(
            cron.runners.check(
                new RunTarget.HttpTarget(
                    "GET", URI.create("http://localhost:1/"), Map.of(), "", "")))
        .isEmpty();
  }

  @Test
  void namesWhatCannotWork() {
    assertThat(cron.runners.check(command("no-such-program")))
        .hasValueSatisfying(why ->
            assertThat(why)
                .startsWith("cannot run 'no-such-program': no such program in the PATH"));
    assertThat(cron.runners.check(command("./relative")))
        .hasValue("cannot run './relative': no such file on this node");
    assertThat(cron.runners.check(in("/no/such", null, Map.of())))
        .hasValue("directory: there is no directory '/no/such' on this node");
    assertThat(cron.runners.check(in("tmp", null, Map.of())))
        .hasValue("directory: 'tmp' must be an absolute path");
    assertThat(cron.runners.check(in("/usr", "no-such-user", Map.of())))
        .hasValue("user: there is no user 'no-such-user' on this node");
    assertThat(cron.runners.check(in("/usr", null, Map.of("a=b", "c"))))
        .hasValueSatisfying(why -> assertThat(why).startsWith("environment: 'a=b' cannot be set"));
    assertThat(cron.runners.check(new RunTarget.PushTarget(new QueueName("work"), "")))
        .hasValue("there is no queue 'work'; define it with PUT /api/v1/queues/work");
  }

  private static RunTarget.CommandTarget in(
      String directory, String user, Map<String, String> entries) {
    return new RunTarget.CommandTarget(
        List.of("true"), entries, Optional.of(directory), Optional.ofNullable(user));
  }
}
