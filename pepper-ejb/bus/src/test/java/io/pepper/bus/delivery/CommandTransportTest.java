package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTransportTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void givesThePayloadOnStandardInputAndTheRestInTheEnvironment() {
    ConsumerResponse answer =
        deliver("cat; echo \" $PEPPER_QUEUE $PEPPER_TOPIC $PEPPER_JOB_ID $PEPPER_ATTEMPT\"", LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.text()).isEqualTo("payload queue1 topic1 13613428983021453313 1\n");
    assertThat(answer.code()).isEqualTo("0");
  }

  @Test
  void keepsPeppersOwnSettingsFromTheProgram() {
    // Surefire sets it, as an operator sets passwords.
    assertThat(System.getenv("PEPPER_TEST_SECRET")).isNotNull();

    ConsumerResponse answer = deliver("env", LIMIT);

    assertThat(answer.text()).contains("PEPPER_QUEUE=").doesNotContain("PEPPER_TEST_SECRET");
  }

  @Test
  void manyLongProcessesDoNotStopOtherVirtualThreads() throws Exception {
    Path open = folder.resolve("open");
    int processes = 140;
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      String script = "echo x >> " + open + "; exec sleep 60";
      waiting.add(Thread.startVirtualThread(() -> deliver(script, Duration.ofMinutes(1))));
    }
    try {
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> Files.exists(open) && Files.readAllLines(open).size() == processes);

      assertThat(Thread.startVirtualThread(() -> {}).join(Duration.ofSeconds(5))).isTrue();
    } finally {
      waiting.forEach(Thread::interrupt);
    }
    for (Thread each : waiting) {
      each.join();
    }
  }

  @Test
  void anExitStatusOtherThanZeroIsAFailureWithItsStandardError() {
    ConsumerResponse answer = deliver("echo disk full >&2; exit 3", LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error()).isEqualTo("the command exited with status 3; stderr: disk full");
    assertThat(answer.code()).isEqualTo("3");
  }

  @Test
  void aProgramThatIsNotThereIsNoAttempt() {
    DeliveryTransport carrier =
        new CommandTransport(new DeliveryMethod.LocalCommand(List.of("no-such-program")));

    assertThat(carrier.deliver(parcel(), LIMIT).result()).isEqualTo(DeliveryResult.RETURNED);
    assertThat(carrier.ping(TOPIC, LIMIT).error())
        .isEqualTo("'no-such-program' is not an executable program on this node");
  }

  @Test
  void keepsOnlyTheBeginningOfALongOutput() {
    ConsumerResponse answer = deliver("head -c 3000000 /dev/zero", LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
    assertThat(answer.body()).hasSize(ConsumerResponse.MAX_BODY_BYTES);
  }

  @Test
  void theTimeLimitEndsTheProcessWithItsWholeGroup() throws Exception {
    Path pids = folder.resolve("pids");
    String detached = "(setsid sleep 0; sleep 60 & echo $! >> " + pids + ") & ";

    ConsumerResponse answer =
        deliver(detached + "sleep 60 & echo $! >> " + pids + "; wait", Duration.ofMillis(500));

    assertThat(answer.result()).isEqualTo(DeliveryResult.FAILED);
    assertThat(answer.error()).isEqualTo("the command ran longer than 500 ms and was killed");
    for (String pid : Files.readAllLines(pids)) {
      await().until(() -> !isRunning(Long.parseLong(pid.strip())));
    }
    assertThat(Files.readAllLines(pids)).hasSize(2);
  }

  @Test
  void aProgramThatIgnoresItsInputSucceeds() {
    DeliveryTransport carrier =
        new CommandTransport(new DeliveryMethod.LocalCommand(List.of("true")));
    Job large = Job.accepted(parcel().jobs().getFirst().id(), "t", new byte[1 << 20]);

    ConsumerResponse answer =
        carrier.deliver(new DeliveryRequest(TOPIC, List.of(large), "o"), LIMIT);

    assertThat(answer.result()).isEqualTo(DeliveryResult.SUCCEEDED);
  }

  /** Accepts a zombie: a killed orphan stays one where no process reaps it. */
  private static boolean isRunning(long pid) throws java.io.IOException {
    Path status = Path.of("/proc/" + pid + "/stat");
    return Files.exists(status) && !Files.readString(status).contains(") Z ");
  }

  private static ConsumerResponse deliver(String shell, Duration limit) {
    return new CommandTransport(new DeliveryMethod.LocalCommand(List.of("sh", "-c", shell)))
        .deliver(parcel(), limit);
  }

  private static DeliveryRequest parcel() {
    Job job = Job.accepted(JobId.parse("13613428983021453313"), "t", "payload".getBytes(UTF_8));
    return new DeliveryRequest(TOPIC, List.of(job.attemptStarted(Instant.EPOCH)), "7-0-0");
  }
}
