package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.GRACE;
import static io.pepper.cron.run.runner.RunFixture.LONG;
import static io.pepper.cron.run.runner.RunFixture.isRunning;
import static io.pepper.cron.run.runner.RunFixture.processesOf;
import static io.pepper.cron.run.runner.RunFixture.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.runner.RunFixture.FinishedRun;
import io.pepper.cron.run.runner.RunFixture.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands that are ended, and all they started with them (docs/protocol.md, What a run leaves
 * behind).
 */
class CommandStopTest {
  private static final Duration SHORT = Duration.ofMillis(700);

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec sleep 300",
        "sleep 300; echo done",
        "sleep 300",
        "sleep 300 >/dev/null 2>&1; echo done",
        "sleep 300 | sleep 300 | cat; echo done",
        "(sleep 300 & sleep 300 & wait) & wait; echo done",
        "setsid sleep 300; echo done",
        "(setsid sh -c 'sleep 300 & wait' &) ; sleep 300; echo done",
        "(setsid setsid sleep 300 </dev/null >/dev/null 2>&1 &); sleep 300; echo done",
        "env -i sleep 300; echo done",
        "env -i setsid sleep 300; echo done",
        "trap '' TERM; sleep 300; sleep 300; echo done",
        "(trap '' TERM; sleep 300 & wait; sleep 300) & sleep 300; echo done",
      })
  void theTimeLimitEndsEveryProcessOfTheRun(String script) {
    FinishedRun ran = cron.run(sh(script), SHORT, Duration.ofMillis(300));

    assertThat(ran.ending().state()).isEqualTo(RunState.FAILED);
    assertThat(ran.ending().problem()).isEqualTo("timed out after PT0.7S");
    assertThat(ran.ending().exitCode().orElse(0)).isIn(137, 143);
    assertThat(ran.text()).isEmpty();
    assertThat(processesOf(ran.attempt())).isEmpty();
  }

  @Test
  void endsWhatHasNeitherItsParentNorItsMarkAnyMore() {
    StartedRun going = going("(env -i sleep 300 & echo pid $! >&2) & wait; echo up; sleep 300");
    long orphan = pidIn(going.output.excerpt());

    going.stop.request("admin asked");

    assertThat(end(going).state()).isEqualTo(RunState.KILLED);
    assertThat(isRunning(orphan)).isFalse();
  }

  @Test
  void endsAChildThatSharesNeitherSessionNorMark() {
    StartedRun going = going("env -i setsid sleep 300 & echo pid $! >&2; echo up; wait");
    long child = pidIn(going.output.excerpt());

    going.stop.request("admin asked");

    assertThat(end(going).state()).isEqualTo(RunState.KILLED);
    assertThat(isRunning(child)).isFalse();
  }

  @Test
  void aStopGivesTheCommandItsGrace() {
    StartedRun going =
        going("trap 'echo tidying; sleep 0.2; echo tidy; exit 5' TERM; echo up; sleep 300 & wait");

    going.stop.request("admin asked");

    assertThat(end(going))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.of(5), "admin asked"));
    assertThat(going.output.excerpt()).isEqualTo("up\ntidying\ntidy\n");
    assertThat(processesOf(going.attempt)).isEmpty();
  }

  @Test
  void childrenHaveTheRestOfTheGraceWhenTheFirstProcessIsGone() {
    StartedRun going =
        going("(trap 'sleep 0.3; echo tidy; exit' TERM; echo up; sleep 300 & wait) & wait");

    going.stop.request("admin asked");

    assertThat(end(going).exitCode()).hasValue(143);
    assertThat(going.output.excerpt()).isEqualTo("up\ntidy\n");
    assertThat(processesOf(going.attempt)).isEmpty();
  }

  @Test
  void forceEndsTheGraceAtOnce() {
    StartedRun going = going("trap '' TERM; echo up; while true; do sleep 1; done");
    going.stop.request("admin asked");
    await().until(() -> processesOf(going.attempt).size() == 1 || !going.ending.isDone());

    going.stop.force("admin insisted");

    assertThat(end(going))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.of(137), "admin asked"));
    assertThat(processesOf(going.attempt)).isEmpty();
  }

  @Test
  void whoWasStoppedBeforeItBeganNeverBegins() {
    StartedRun going = cron.new StartedRun();
    going.stop.request("replaced by the next");

    going.start(sh("touch " + data + "/began"), LONG, GRACE);

    assertThat(end(going))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.empty(), "replaced by the next"));
    assertThat(data.resolve("began")).doesNotExist();
  }

  @Test
  void stopsAtAnyMomentLeaveNoProcess() {
    for (int i = 0; i < 60; i++) {
      StartedRun going = cron.going(sh("sleep 300 & sleep 300 & wait"));
      long until = System.nanoTime() + i * 200_000L;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }

      going.stop.request("stop " + i);

      assertThat(end(going).problem()).isEqualTo("stop " + i);
      assertThat(processesOf(going.attempt)).isEmpty();
    }
  }

  @Test
  void anInterruptIsAForcedStop() {
    StartedRun going = going("trap '' TERM; echo up; while true; do sleep 1; done");

    going.thread.interrupt();

    assertThat(end(going))
        .isEqualTo(
            new AttemptResult(RunState.KILLED, OptionalInt.of(137), "interrupted, Pepper stops"));
    assertThat(processesOf(going.attempt)).isEmpty();
  }

  @Test
  void theRunEndsWithItsFirstProcessAndTakesWhatIsLeftAlong() {
    FinishedRun ran = cron.run(sh("sleep 300 & sleep 300 >/dev/null 2>&1 & echo up"));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.of(0), ""));
    assertThat(ran.text())
        .matches("up\nPepper ended 2 processes that were left in the background: \\w+, \\w+\n");
    assertThat(processesOf(ran.attempt())).isEmpty();
  }

  /** None of these is a way to stay: the session, or a parent in it, is the run's own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 300 & printf up",
        "nohup sleep 300 >/dev/null 2>&1 & printf up",
        "trap '' HUP; sleep 300 >/dev/null 2>&1 & printf up",
        "(sleep 300 >/dev/null 2>&1 &); printf up",
      })
  void saysInTheOutputWhatWasLeft(String script) {
    FinishedRun ran = cron.run(sh(script));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.of(0), ""));
    assertThat(ran.text())
        .startsWith("up\nPepper ended 1 process that was left in the background: ");
    assertThat(processesOf(ran.attempt())).isEmpty();
  }

  @Test
  void aSessionOfItsOwnDoesNotHelpAChildOfWhatIsLeft() {
    FinishedRun ran =
        cron.run(
            sh(
                "(setsid sh -c 'echo child; exec sleep 300'; echo never) & until read x; do sleep 0.2; break; done; echo up"));

    assertThat(ran.text())
        .startsWith("child\nup\nPepper ended 2 processes that were left in the background: ");
    assertThat(processesOf(ran.attempt())).isEmpty();
  }

  @Test
  void namesAFewOfManyThatWereLeft() {
    FinishedRun ran = cron.run(sh("for i in 1 2 3 4 5 6 7; do sleep 300 & done"));

    assertThat(ran.text())
        .matches("Pepper ended 7 processes that were left in the background: (\\w+, ){5}…\n");
  }

  @Test
  void killsWhatIsLeftEvenIfItIgnoresTerm() {
    FinishedRun ran =
        cron.run(
            sh(
                "(trap '' TERM; echo deaf; while true; do sleep 1; done) & read x < /proc/self/stat; sleep 0.3; echo up"));

    assertThat(ran.ending().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(processesOf(ran.attempt())).isEmpty();
  }

  @Test
  void aDaemonWithASessionOfItsOwnOutlivesASuccess() throws IOException {
    Path pid = data.resolve("pid");
    FinishedRun ran =
        cron.run(
            sh(
                "setsid sh -c 'echo $$ > %s; exec sleep 300' </dev/null >/dev/null 2>&1 & until [ -s %s ]; do sleep 0.01; done; echo up"
                    .formatted(pid, pid)));
    long daemon = Long.parseLong(Files.readString(pid).strip());
    try {
      assertThat(ran.ending().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(ran.text()).isEqualTo("up\n");
      assertThat(isRunning(daemon)).isTrue();
      assertThat(Runners.endOrphans(cron.folder, Duration.ZERO)).isEmpty();
      assertThat(isRunning(daemon)).isTrue();
    } finally {
      ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** As the documentation says it: nothing in the script waits for the daemon. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "setsid -w sh -c '%s >/dev/null 2>&1 </dev/null &'",
        "setsid -w sh -c '%s >/dev/null 2>&1 </dev/null &'; exit 0"
      })
  void theDocumentedWayToStayIsNoRace(String form) throws IOException {
    Path program = data.resolve("daemon");
    Path pids = data.resolve("pids");
    Files.writeString(program, "#!/bin/sh\necho $$ >> %s\nexec sleep 300\n".formatted(pids));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    int runs = 40;
    try {
      for (int i = 0; i < runs; i++) {
        assertThat(cron.run(sh(form.formatted(program))).text()).isEmpty();
      }
      await().until(() -> Files.exists(pids) && daemons(pids).size() == runs);
      assertThat(daemons(pids)).allMatch(RunFixture::isRunning);
    } finally {
      daemons(pids).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
  }

  private static List<Long> daemons(Path pids) throws IOException {
    return Files.readAllLines(pids).stream().map(Long::valueOf).toList();
  }

  @Test
  void aDaemonThatKeepsTheOutputHoldsNobodyUp() throws Exception {
    cron.close();
    cron = new RunFixture(data, null, 1);
    Path pid = data.resolve("pid");
    StartedRun going =
        cron.going(
            sh(
                "setsid sh -c 'echo $$ > %s; exec sleep 300' & until [ -s %s ]; do sleep 0.01; done; echo up"
                    .formatted(pid, pid)));
    AttemptResult ending = end(going);
    long daemon = Long.parseLong(Files.readString(pid).strip());
    try {
      assertThat(ending.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(going.output.excerpt()).isEqualTo("up\n");
      assertThat(isRunning(daemon)).isTrue();
      // It may occupy a thread and with it the only place, as long as it lives.
      StartedRun next = cron.going(sh("echo next"));
      ProcessHandle.of(daemon).orElseThrow().destroyForcibly();
      assertThat(end(next).state()).isEqualTo(RunState.SUCCEEDED);
    } finally {
      ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void leavesOthersProcessesAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    StartedRun neighbour = going("echo up; sleep 300");
    try {
      FinishedRun ran = cron.run(sh("sleep 300"), SHORT, GRACE);

      assertThat(processesOf(ran.attempt())).isEmpty();
      assertThat(other.isAlive()).isTrue();
      assertThat(neighbour.ending).isNotDone();
      assertThat(processesOf(neighbour.attempt)).hasSize(2);
    } finally {
      other.destroyForcibly();
      neighbour.stop.force("the end");
      end(neighbour);
    }
  }

  /** Waits for its first output. */
  private StartedRun going(String script) {
    StartedRun going = cron.going(sh(script));
    await().until(() -> going.output.excerpt().contains("up\n") || going.ending.isDone());
    assertThat(going.ending).isNotDone();
    return going;
  }

  private static AttemptResult end(StartedRun going) {
    try {
      return going.ending.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("still running: " + going.output.excerpt(), e);
    }
  }

  private static long pidIn(String text) {
    return Long.parseLong(text.replaceAll("(?s).*pid (\\d+).*", "$1"));
  }
}
