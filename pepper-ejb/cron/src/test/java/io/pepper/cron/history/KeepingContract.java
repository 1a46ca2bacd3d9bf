package io.pepper.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.Database;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of the runs is kept, and for how long, on every database. */
abstract class KeepingContract extends HistoryFixture {
  @Test
  void keepsTheBeginningAndTheEndOfALongOutput() {
    String long1 = "begin" + "x".repeat(200_000) + "end";
    String wide = "b" + "😀".repeat(40_000) + "e";
    stored(
        printing(run("1a.1", RunState.FAILED), long1),
        printing(run("1b.1", RunState.FAILED), wide));

    assertThat(history.find(new RunId("1a.1")).orElseThrow().output())
        .startsWith("beginx")
        .endsWith("xend")
        .contains("bytes left out")
        .hasSizeBetween(65_000, 65_536);
    assertThat(history.find(new RunId("1b.1")).orElseThrow().output())
        .startsWith("b😀")
        .endsWith("😀e")
        .contains("bytes left out");
  }

  @Test
  void storesTheOthersWhenOneCannotBeStored() {
    Run tooLong = run("1b.1", RunState.FAILED);
    Run bad =
        Run.builder(tooLong.id(), REPORT)
            .slot("s".repeat(500))
            .nominal(NOON)
            .on("node-1", MEMBER)
            .started(tooLong.started(), Duration.ZERO)
            .ended(tooLong.ended())
            .state(RunState.FAILED)
            .build();
    stored(run("1a.1", RunState.FAILED), bad, run("1c.1", RunState.FAILED));

    assertThat(history.latest(REPORT, Optional.empty(), 10)).hasSize(2);
    assertThat(history.dropped()).isEqualTo(1);
    assertThat(all()).isEqualTo(new RunCounts(0, 2, 0, 0, 0));
  }

  @Test
  void deletesWhatIsOlderThanWanted() {
    Instant now = clock.instant();
    Instant old = now.minus(Duration.ofDays(31));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      runs.add(run("%04x.1".formatted(i), REPORT, old.plusMillis(i), RunState.SUCCEEDED));
    }
    runs.add(run("9a.1", REPORT, old, RunState.RUNNING));
    runs.add(run("9b.1", REPORT, now.minus(Duration.ofDays(29)), RunState.FAILED));
    stored(runs.toArray(Run[]::new));

    history.sweep(now);

    assertThat(history.latest(REPORT, Optional.empty(), 1000))
        .extracting(run -> run.id().value())
        .containsExactly("9b.1", "9a.1");
    assertThat(all()).as("counters stay").isEqualTo(new RunCounts(2500, 1, 0, 0, 0));
    assertThat(number("SELECT kept FROM pepper_cron_total WHERE job = 'nightly.report'"))
        .isEqualTo(2);
    assertThat(number("SELECT COUNT(*) FROM pepper_cron_count WHERE job = 'nightly.report'"))
        .as("the old day's counters go")
        .isEqualTo(1);
  }

  @Test
  void deletesTheOldestOfTooManyAlsoWhenSeveralNodesSweepAtOnce() throws Exception {
    Settings few = settings("pepper.cron.history.runs", "10");
    Instant now = clock.instant();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      runs.add(run("%04x.1".formatted(i), REPORT, now.plusMillis(i), RunState.SUCCEEDED));
    }
    for (int i = 0; i < 1500; i++) {
      JobName job = new JobName("job-" + i % 100);
      runs.add(run("a%04x.1".formatted(i), job, now.plusMillis(i), RunState.SUCCEEDED));
    }
    // Runs longer than any other, and is still to be found when it ends.
    Run oldest = run("b.1", REPORT, now.minusSeconds(1), RunState.RUNNING);
    runs.add(oldest);
    stored(runs.toArray(Run[]::new));

    List<RunHistory> nodes =
        Stream.generate(() -> new RunHistory(database, clock, few)).limit(6).toList();
    try (ExecutorService sweeps = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      nodes.forEach(node -> all.add(sweeps.submit(() -> node.sweep(now))));
      for (Future<?> sweep : all) {
        sweep.get();
      }
    }
    nodes.forEach(RunHistory::close);

    assertThat(history.find(oldest.id())).isPresent();
    assertThat(history.latest(REPORT, Optional.empty(), 10))
        .extracting(run -> run.nominal().toEpochMilli() - now.toEpochMilli())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> 1499L - i).toList());
    for (int i = 0; i < 100; i++) {
      assertThat(history.latest(new JobName("job-" + i), Optional.empty(), 100)).hasSize(10);
    }
    assertThat(number("SELECT MAX(kept) FROM pepper_cron_total WHERE job <> 'nightly.report'"))
        .isEqualTo(10);
    assertThat(all()).isEqualTo(new RunCounts(1500, 0, 0, 0, 0));
  }

  @Test
  void forgetsAJobAndWhatOfItStillWaits() {
    for (int i = 0; i < 1200; i++) {
      history.record(run("%04x.1".formatted(i), RunState.SUCCEEDED));
    }
    history.record(run("ee.1", OTHER, NOON, RunState.SUCCEEDED));

    history.forget(REPORT);
    settle();

    assertThat(history.latest(REPORT, Optional.empty(), 10)).isEmpty();
    assertThat(all()).isEqualTo(RunCounts.ZERO);
    assertThat(number("SELECT COUNT(*) FROM pepper_cron_count WHERE job = 'nightly.report'"))
        .isZero();
    assertThat(history.find(new RunId("ee.1"))).isPresent();
  }

  @Test
  void writesWhatWaitsBeforeItsDatabaseCloses() {
    for (int i = 0; i < 3000; i++) {
      history.record(run("%04x.1".formatted(i), RunState.SUCCEEDED));
    }
    database.close();
    database = Database.open(settings());
    history = new RunHistory(database, clock, settings());

    assertThat(all()).isEqualTo(new RunCounts(3000, 0, 0, 0, 0));
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(
            () -> new RunHistory(database, clock, settings("pepper.cron.history.age", "5s")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.cron.history.age")
        .hasMessageContaining("1m");
    assertThatThrownBy(
            () -> new RunHistory(database, clock, settings("pepper.cron.history.runs", "0")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("from 1 to");
  }
}
