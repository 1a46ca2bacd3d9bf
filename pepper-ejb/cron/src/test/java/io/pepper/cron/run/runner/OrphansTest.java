package io.pepper.cron.run.runner;

import static io.pepper.cron.run.runner.RunFixture.isRunning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.attempt.RunAttempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that outlive a Pepper killed with -9 (docs/protocol.md, What a run leaves behind). */
class OrphansTest {
  @TempDir Path data;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void theNextStartEndsThem() throws Exception {
    List<RunId> runs =
        killedWhileRunning(
            "echo $$ >> pids; sleep 300 & echo $! >> pids; wait",
            "echo $$ >> pids; trap '' TERM HUP; setsid env -i sleep 300 & echo $! >> pids; wait",
            "echo $$ >> pids; sleep 300; echo second copy");
    List<Long> orphans = pids(5);
    assertThat(orphans).allMatch(RunFixture::isRunning);

    List<RunId> ended = Runners.endOrphans(data.resolve("cron"), Duration.ofMillis(500));

    assertThat(ended).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(orphans).noneMatch(RunFixture::isRunning);
    for (RunId id : runs) {
      assertThat(RunFixture.processesOf(attempt(id))).isEmpty();
    }
    assertThat(running()).isEmpty();
    assertThat(Runners.endOrphans(data.resolve("cron"), Duration.ZERO)).isEmpty();
  }

  @Test
  void nothingElseIsTakenForOne() throws Exception {
    List<RunId> runs = killedWhileRunning("echo $$ >> pids; exec sleep 300");
    long orphan = pids(1).getFirst();
    String id = runs.getFirst().value();
    String life = Files.readString(data.resolve("cron/running").resolve(id));
    Process sameRunElsewhere = sleep("PEPPER_RUN=" + id, "PEPPER_NODE_LIFE=another");
    Process otherRun = sleep("PEPPER_RUN=" + id + "1", "PEPPER_NODE_LIFE=" + life);
    Process suffix = sleep("X_PEPPER_RUN=" + id, "X_PEPPER_NODE_LIFE=" + life);
    Process inArguments =
        start(new ProcessBuilder("sh", "-c", "sleep 300; : PEPPER_RUN=" + id + " " + life));
    Files.writeString(data.resolve("cron/running/1.1"), "");
    Files.writeString(data.resolve("cron/running/not a run"), life);

    assertThat(Runners.endOrphans(data.resolve("cron"), Duration.ZERO)).isEqualTo(runs);

    assertThat(isRunning(orphan)).isFalse();
    assertThat(List.of(sameRunElsewhere, otherRun, suffix, inArguments)).allMatch(Process::isAlive);
  }

  @Test
  void aFirstStartHasNone() {
    assertThat(Runners.endOrphans(data.resolve("cron"), Duration.ZERO)).isEmpty();
  }

  /** Starts a node, lets it begin these scripts in its work folder, and kills it. */
  private List<RunId> killedWhileRunning(String... scripts) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(OrphaningNode.class.getName(), data.toString()));
    line.addAll(List.of(scripts));
    Process node = start(new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT));
    List<RunId> runs = new ArrayList<>();
    BufferedReader output = node.inputReader();
    while (runs.size() < scripts.length) {
      runs.add(new RunId(output.readLine()));
    }
    Path pids = data.resolve("cron/work/pids");
    int expected = Stream.of(scripts).mapToInt(each -> each.split(">> pids").length - 1).sum();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == expected);
    node.destroyForcibly().waitFor();
    return runs;
  }

  private List<Long> pids(int expected) throws IOException {
    List<Long> pids =
        Files.readAllLines(data.resolve("cron/work/pids")).stream().map(Long::valueOf).toList();
    assertThat(pids).hasSize(expected);
    return pids;
  }

  private Process sleep(String... environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "300");
    for (String entry : environment) {
      builder.environment().put(entry.split("=", 2)[0], entry.split("=", 2)[1]);
    }
    return start(builder);
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private List<Path> running() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("cron/running"))) {
      return files.toList();
    }
  }

  private static RunAttempt attempt(RunId id) {
    return RunAttempt.of(id, new JobName("nightly"), "0", RunFixture.NOMINAL, "node1");
  }
}
