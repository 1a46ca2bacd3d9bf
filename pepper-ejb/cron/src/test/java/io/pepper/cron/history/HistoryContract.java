package io.pepper.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.RunSummary;
import io.pepper.database.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the history does on every database. */
abstract class HistoryContract extends KeepingContract {
  @Test
  void keepsEverythingARunIs() {
    Run succeeded = printing(run("1a.1", RunState.SUCCEEDED), "é 漢字 😀 \0 \r\n\t'\"\\");
    Run running = run("1b.1", RunState.RUNNING);
    Run skipped = run("1c.1", RunState.SKIPPED);
    stored(succeeded, running, skipped);

    assertThat(history.find(succeeded.id())).contains(succeeded);
    assertThat(history.find(running.id())).contains(running);
    assertThat(history.find(skipped.id())).contains(skipped);
    assertThat(history.find(new RunId("1d.1"))).isEmpty();
  }

  @Test
  void pagesFromTheNewestNominalInstantAndOfTheSameFromTheLatestId() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Instant nominal = NOON.plusSeconds(i / 4);
      runs.add(run("%04x.%d".formatted(40 - i, 1 + i % 4), REPORT, nominal, RunState.FAILED));
    }
    stored(runs.toArray(Run[]::new));
    stored(run("ff.1", OTHER, NOON, RunState.FAILED));

    List<Run> paged = new ArrayList<>();
    for (List<Run> page = history.latest(REPORT, Optional.empty(), 7);
        !page.isEmpty();
        page = history.latest(REPORT, Optional.of(paged.getLast().id()), 7)) {
      assertThat(page).hasSizeLessThanOrEqualTo(7);
      paged.addAll(page);
    }
    List<Run> expected = new ArrayList<>(runs);
    expected.sort((a, b) -> {
      int byNominal = b.nominal().compareTo(a.nominal());
      return byNominal != 0 ? byNominal : b.id().compareTo(a.id());
    });
    assertThat(paged).isEqualTo(expected);
    assertThat(history.latest(REPORT, Optional.of(new RunId("dead.1")), 7)).isEmpty();
    assertThatThrownBy(() -> history.latest(REPORT, Optional.empty(), 1001))
        .hasMessageContaining("from 1 to 1000");
  }

  @Test
  void listsRunsWithoutTheirOutputs() {
    Run old = printing(run("1a.1", RunState.FAILED), "long");
    Run young = printing(run("1b.1", RunState.SUCCEEDED), "longer");
    stored(old, young);

    assertThat(history.latestWithoutOutput(REPORT, Optional.empty(), 7))
        .containsExactly(young.withOutput(""), old.withOutput(""));
    assertThat(history.latestWithoutOutput(REPORT, Optional.of(young.id()), 7))
        .containsExactly(old.withOutput(""));
  }

  @Test
  void showsHowSeveralJobsFareAtOnce() {
    JobName never = new JobName("never");
    Run failed = run("1a.1", RunState.FAILED);
    Run running = run("1b.1", OTHER, NOON, RunState.RUNNING);
    stored(printing(failed, "long"), running);

    Map<JobName, RunSummary> summaries = history.summaries(List.of(REPORT, OTHER, never));

    assertThat(summaries).containsOnlyKeys(REPORT, OTHER);
    assertThat(summaries.get(REPORT))
        .isEqualTo(new RunSummary(List.of(failed.withOutput("")), new RunCounts(0, 1, 0, 0, 0)));
    assertThat(summaries.get(OTHER).latest()).containsExactly(running.withOutput(""));
    assertThat(history.summaries(List.of())).isEmpty();
  }

  @Test
  void countsARunOnceHoweverOftenItsEndIsRecorded() {
    stored(run("1a.1", RunState.RUNNING));
    assertThat(all()).isEqualTo(RunCounts.ZERO);
    for (int i = 0; i < 3; i++) {
      stored(run("1a.1", RunState.SUCCEEDED));
      stored(run("1b.1", RunState.FAILED));
    }
    // As a writer does it that was not told that its first attempt worked.
    RunStates states = new RunStates(new RunRows());
    for (int i = 0; i < 3; i++) {
      database.sql(c -> states.store(c, List.of(run("1c.1", RunState.KILLED))));
    }
    assertThat(all()).isEqualTo(new RunCounts(1, 1, 1, 0, 0));
  }

  @Test
  void countsTodayApart() {
    Instant now = clock.instant();
    stored(
        run("1a.1", REPORT, now, RunState.SUCCEEDED),
        run("1b.1", REPORT, now, RunState.SKIPPED),
        run("1c.1", REPORT, now.minus(Duration.ofDays(1)), RunState.SUCCEEDED),
        run("1d.1", OTHER, now, RunState.FAILED));

    assertThat(history.totals(REPORT).all()).isEqualTo(new RunCounts(2, 0, 0, 0, 1));
    assertThat(history.totals(REPORT).today()).isEqualTo(new RunCounts(1, 0, 0, 0, 1));
    assertThat(history.totals(OTHER).all()).isEqualTo(new RunCounts(0, 1, 0, 0, 0));
    assertThat(history.totals(new JobName("none")).all()).isEqualTo(RunCounts.ZERO);
  }

  @Test
  void doesNotBringBackWhatIsOver() {
    stored(run("1a.1", RunState.SUCCEEDED));
    stored(run("1a.1", RunState.RUNNING));
    stored(run("1a.1", RunState.LOST));
    stored(run("1b.1", RunState.KILLED), run("1b.1", RunState.RUNNING));

    assertThat(history.find(new RunId("1a.1"))).contains(run("1a.1", RunState.SUCCEEDED));
    assertThat(history.find(new RunId("1b.1"))).contains(run("1b.1", RunState.KILLED));
    assertThat(history.membersWithRunningRuns()).isEmpty();
    assertThat(all()).isEqualTo(new RunCounts(1, 0, 1, 0, 0));
  }

  @Test
  void replacesLostByTheOutcomeThatIsReportedLater() {
    stored(run("1a.1", RunState.RUNNING));
    Instant dayBefore = clock.instant().minus(Duration.ofDays(1));
    assertThat(history.markLost(MEMBER, dayBefore)).hasSize(1);
    assertThat(all()).isEqualTo(new RunCounts(0, 0, 0, 1, 0));

    Run outcome = run("1a.1", REPORT, clock.instant(), RunState.SUCCEEDED);
    stored(outcome);
    assertThat(history.find(outcome.id())).contains(outcome);
    assertThat(all()).isEqualTo(new RunCounts(1, 0, 0, 0, 0));
    assertThat(history.totals(REPORT).today()).isEqualTo(new RunCounts(1, 0, 0, 0, 0));
    clock.advance(Duration.ofDays(-1));
    assertThat(history.totals(REPORT).today()).isEqualTo(RunCounts.ZERO);
    clock.advance(Duration.ofDays(1));
  }

  @Test
  void keepsWhatItNeverHeardOfAndTellsEachToOneCallerOnly() throws Exception {
    stored(run("1a.1", RunState.SUCCEEDED), run("1b.1", RunState.RUNNING));
    List<Run> ended =
        IntStream.range(0, 40).mapToObj(i -> run("%02x.1".formatted(i), RunState.LOST)).toList();

    List<Run> told = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Run>>> answers =
          IntStream.range(0, 3).mapToObj(i -> callers.submit(() -> unheardOf(ended))).toList();
      for (Future<List<Run>> answer : answers) {
        told.addAll(answer.get());
      }
    }

    assertThat(told).hasSize(38).extracting(Run::id).doesNotHaveDuplicates();
    assertThat(history.find(new RunId("1a.1"))).contains(run("1a.1", RunState.SUCCEEDED));
    assertThat(history.find(new RunId("1b.1"))).contains(run("1b.1", RunState.RUNNING));
    assertThat(all()).isEqualTo(new RunCounts(1, 0, 0, 38, 0));
    Run outcome = run("00.1", RunState.FAILED);
    stored(outcome);
    assertThat(history.find(outcome.id())).contains(outcome);
    assertThat(all()).isEqualTo(new RunCounts(1, 1, 0, 37, 0));
  }

  /** Until the database has no other transaction of the same runs in the way. */
  private List<Run> unheardOf(List<Run> runs) {
    return await()
        .ignoreExceptionsInstanceOf(DatabaseUnavailableException.class)
        .until(() -> history.recordMissing(runs), answer -> true);
  }

  @Test
  void tellsEachLostRunToOneCallerOnly() throws Exception {
    int runs = 1200;
    IntStream.range(0, runs)
        .forEach(i -> history.record(run("%04x.1".formatted(i), RunState.RUNNING)));
    Run elsewhere =
        Run.builder(new RunId("ee.1"), REPORT)
            .slot("1")
            .nominal(NOON)
            .on("node-2", "node-2@1")
            .started(Optional.of(NOON), Duration.ZERO)
            .state(RunState.RUNNING)
            .build();
    stored(elsewhere);
    assertThat(history.membersWithRunningRuns()).containsExactlyInAnyOrder(MEMBER, "node-2@1");

    List<Run> told = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Run>>> answers =
          IntStream.range(0, 4)
              .mapToObj(i -> callers.submit(() -> history.markLost(MEMBER, NOON.plusSeconds(9))))
              .toList();
      for (Future<List<Run>> answer : answers) {
        told.addAll(answer.get());
      }
    }
    assertThat(told).hasSize(runs).extracting(Run::id).doesNotHaveDuplicates();
    assertThat(told)
        .allSatisfy(run -> {
          assertThat(run.state()).isEqualTo(RunState.LOST);
          assertThat(run.ended()).contains(NOON.plusSeconds(9));
        });
    assertThat(history.membersWithRunningRuns()).containsExactly("node-2@1");
    assertThat(all()).isEqualTo(new RunCounts(0, 0, 0, runs, 0));
    assertThat(history.markLost(MEMBER, NOON)).isEmpty();
  }
}
