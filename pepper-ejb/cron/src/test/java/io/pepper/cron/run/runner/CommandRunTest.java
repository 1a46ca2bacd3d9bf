package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.GRACE;
import static io.pepper.cron.run.runner.RunFixture.LONG;
import static io.pepper.cron.run.runner.RunFixture.command;
import static io.pepper.cron.run.runner.RunFixture.isRoot;
import static io.pepper.cron.run.runner.RunFixture.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.runner.RunFixture.FinishedRun;
import io.pepper.cron.run.runner.RunFixture.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are left alone: what they get, and what their end means. */
class CommandRunTest {
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
  void exitStatusZeroIsSuccess() {
    FinishedRun ran = cron.run(command("echo", "a  b", "$HOME; *"));

    assertThat(ran.ending())
        .isEqualTo(new AttemptResult(RunState.SUCCEEDED, OptionalInt.of(0), ""));
    assertThat(ran.text()).isEqualTo("a  b $HOME; *\n");
  }

  @Test
  void anyOtherStatusIsAFailureThatNamesIt() {
    assertThat(cron.run(sh("exit 3")).ending())
        .isEqualTo(new AttemptResult(RunState.FAILED, OptionalInt.of(3), "exit status 3"));
    assertThat(cron.run(sh("kill -SEGV $$")).ending())
        .isEqualTo(
            new AttemptResult(
                RunState.FAILED, OptionalInt.of(139), "exit status 139, as after signal SEGV"));
  }

  @Test
  void keepsBothOutputsInTheOrderTheyWerePrinted() {
    FinishedRun ran = cron.run(sh("echo 1; echo 2 >&2; echo 3; echo 4 >&2"));

    assertThat(ran.text()).isEqualTo("1\n2\n3\n4\n");
  }

  @Test
  void hasNothingToRead() {
    assertThat(cron.run(command("cat")).ending().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void tellsTheCommandWhatItIsAbout() {
    FinishedRun ran =
        cron.run(
            sh(
                "echo $PEPPER_JOB; echo $PEPPER_RUN; echo $PEPPER_NOMINAL; echo $PEPPER_ATTEMPT;"
                    + " echo $PEPPER_KEY"));

    assertThat(ran.text().lines())
        .containsExactly(
            "nightly",
            ran.attempt().id().value(),
            "2026-03-01T04:00:00Z",
            "2",
            "nightly/2026-03-01T04:00:00Z/0");
  }

  @Test
  void hasOnlyWhatEveryProgramNeedsOfPeppersEnvironment() {
    // Surefire sets it, as an operator sets passwords; and Maven's variables stand for any other.
    assertThat(System.getenv("PEPPER_TEST_SECRET")).isNotNull();
    RunTarget.CommandTarget job =
        new RunTarget.CommandTarget(
            List.of("env"),
            Map.of("GREETING", "a=b c", "HOME", "/srv", "PEPPER_JOB", "forged"),
            Optional.empty(),
            Optional.empty());

    Map<String, String> seen = environment(cron.run(job).text());

    assertThat(seen)
        .containsEntry("GREETING", "a=b c")
        .containsEntry("HOME", "/srv")
        .containsEntry("PEPPER_JOB", "nightly")
        .containsEntry("PATH", System.getenv("PATH"));
    assertThat(seen.keySet())
        .allMatch(name ->
            name.matches(
                "GREETING|PATH|HOME|LANG|LANGUAGE|LC_.*|LOGNAME|USER|SHELL|TZ|TZDIR|TMPDIR"
                    + "|PEPPER_(JOB|RUN|NOMINAL|ATTEMPT|KEY|NODE_LIFE)"));
  }

  @Test
  void runsInTheFolderForRunsOrInItsDirectory() {
    assertThat(cron.run(command("pwd", "-P")).text().strip())
        .isEqualTo(cron.folder.resolve("work").toString());
    assertThat(cron.run(in("/usr", "pwd")).text()).isEqualTo("/usr\n");
  }

  @Test
  void aRelativeProgramCountsFromTheDirectory() throws IOException {
    Path program = Files.writeString(data.resolve("job.sh"), "#!/bin/sh\necho here\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    assertThat(cron.run(in(data.toString(), "./job.sh")).text()).isEqualTo("here\n");
  }

  @Test
  void findsTheProgramInTheJobsOwnPath() throws IOException {
    Path program = Files.writeString(data.resolve("only-here"), "#!/bin/sh\necho mine\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    RunTarget.CommandTarget job =
        new RunTarget.CommandTarget(
            List.of("only-here"),
            Map.of("PATH", data.toString()),
            Optional.empty(),
            Optional.empty());

    assertThat(cron.run(job).text()).isEqualTo("mine\n");
  }

  @Test
  void whatCannotRunFailsAndSaysWhy() {
    assertThat(cron.run(command("no-such-program")).ending().problem())
        .startsWith("cannot run 'no-such-program': no such program in the PATH of this node (");
    assertThat(cron.run(command("/etc/passwd")).ending())
        .isEqualTo(
            new AttemptResult(
                RunState.FAILED,
                OptionalInt.empty(),
                "cannot run '/etc/passwd': it is not executable"));
    assertThat(cron.run(command("/usr/bin")).ending().problem())
        .isEqualTo("cannot run '/usr/bin': it is a directory");
    assertThat(cron.run(command("/no/such")).ending().problem())
        .isEqualTo("cannot run '/no/such': no such file on this node");
    assertThat(cron.run(command("echo", "a\0b")).ending().problem())
        .isEqualTo("command: an argument must not hold a NUL character");
    assertThat(cron.run(in("/no/such", "true")).ending().problem())
        .isEqualTo("directory: there is no directory '/no/such' on this node");
    assertThat(cron.run(command("echo", "x".repeat(1 << 20))).ending().problem())
        .startsWith("cannot run 'echo': ")
        .endsWith("its arguments and environment are longer than the system takes");
    assertThat(cron.run(command("true")).ending().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aMissingInterpreterIsAFailureThatTheOutputExplains() throws IOException {
    Path program = Files.writeString(data.resolve("job.sh"), "#!/no/such/interpreter\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    FinishedRun ran = cron.run(command(program.toString()));

    assertThat(ran.ending().problem()).isEqualTo("exit status 127");
    assertThat(ran.text()).contains(program + ": No such file or directory");
  }

  @Test
  void runsWithTheRightsOfItsUser() {
    FinishedRun ran =
        cron.run(as("nobody", "echo $(id -un) $(id -gn) $(id -G) $HOME $USER; exec touch x"));

    if (isRoot()) {
      assertThat(ran.text().lines().findFirst().orElseThrow())
          .isEqualTo("nobody nogroup 65534 /nonexistent nobody");
      assertThat(ran.text()).contains("touch: cannot touch 'x': Permission denied");
    } else {
      assertThat(ran.ending().problem())
          .isEqualTo("user: only a Pepper that runs as root can run commands as 'nobody'");
    }
    assertThat(cron.run(as(System.getProperty("user.name"), "id -un")).text().strip())
        .isEqualTo(System.getProperty("user.name"));
    assertThat(cron.run(as("no-such-user", "true")).ending().problem())
        .isEqualTo("user: there is no user 'no-such-user' on this node");
    assertThat(cron.run(as("--reuid=0", "true")).ending().problem())
        .isEqualTo("user: there is no user '--reuid=0' on this node");
  }

  @Test
  void moreThanTheNodeTakesWaitForTheirTurn() throws Exception {
    cron.close();
    cron = new RunFixture(data, null, 2);
    cron.run(sh("read x"));
    List<StartedRun> first = List.of(cron.going(sleep()), cron.going(sleep()));
    await().until(() -> first.stream().filter(each -> each.output.total() > 0).count() == 2);

    StartedRun third = cron.going(sh("echo third"));
    StartedRun stopped = cron.going(sh("echo never"));
    stopped.stop.request("not needed");
    assertThat(stopped.ending.get(10, TimeUnit.SECONDS))
        .isEqualTo(new AttemptResult(RunState.KILLED, OptionalInt.empty(), "not needed"));
    // As many as there are places: none of them may be lost with those who gave up.
    for (int i = 0; i < 2; i++) {
      FinishedRun late = cron.run(sh("echo never"), Duration.ofMillis(50), GRACE);
      assertThat(late.ending().problem())
          .isEqualTo(
              "timed out after PT0.05S: it waited all the time, this node runs 2 commands at once"
                  + " (pepper.cron.commands)");
      assertThat(late.text()).isEmpty();
    }
    assertThat(third.ending).isNotDone();

    first.get(0).stop.request("make room");

    assertThat(third.ending.get(10, TimeUnit.SECONDS).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(third.output.excerpt()).isEqualTo("third\n");
    first.get(1).stop.request("the end");
    first.get(1).ending.get(10, TimeUnit.SECONDS);
    assertThat(cron.run(sh("echo a")).text()).isEqualTo("a\n");
  }

  @Test
  void manyLongCommandsDoNotStopOtherVirtualThreads() throws Exception {
    List<StartedRun> going = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      going.add(cron.going(sleep(), LONG, GRACE));
    }
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> going.stream().allMatch(each -> each.output.total() > 0));

    assertThat(Thread.startVirtualThread(() -> {}).join(Duration.ofSeconds(5))).isTrue();

    going.forEach(each -> each.stop.request("the end"));
    for (StartedRun each : going) {
      assertThat(each.ending.get(30, TimeUnit.SECONDS).state()).isEqualTo(RunState.KILLED);
    }
  }

  @Test
  void leavesNothingInItsFolders() throws IOException {
    cron.run(sh("echo small; exit 1"));
    cron.run(command("no-such-program"));

    assertThat(Files.list(cron.folder.resolve("running"))).isEmpty();
    assertThat(Files.list(cron.folder.resolve("output"))).isEmpty();
  }

  @Test
  void binaryOutputIsKeptAsItIsAndShownAsFarAsItCanBe() {
    FinishedRun ran = cron.run(sh("printf '\\000\\377\\033[1mgr\\303\\274n\\n'"));

    assertThat(ran.text()).isEqualTo("\ufffd\ufffd\ufffd[1mgrün\n");
    assertThat(ran.output().read(0, 100))
        .isEqualTo(concat(new byte[] {0, (byte) 0xff, 27}, "[1mgrün\n".getBytes(UTF_8)));
  }

  private static RunTarget.CommandTarget sleep() {
    return sh("echo up; exec sleep 300");
  }

  private static RunTarget.CommandTarget in(String directory, String... command) {
    return new RunTarget.CommandTarget(
        List.of(command), Map.of(), Optional.of(directory), Optional.empty());
  }

  private static RunTarget.CommandTarget as(String user, String script) {
    return new RunTarget.CommandTarget(
        List.of("sh", "-c", script), Map.of(), Optional.empty(), Optional.of(user));
  }

  private static Map<String, String> environment(String text) {
    Map<String, String> entries = new HashMap<>();
    text.lines().forEach(line -> entries.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return entries;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
