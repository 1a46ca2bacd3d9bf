package io.pepper.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.dispatch.SettableClock;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History.Counts;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.Database;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the history does on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoryContract {
  static final JobName REPORT = new JobName("nightly.report");
  static final JobName OTHER = new JobName("other");
  static final String MEMBER = "node-1@7f00";
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir static Path data;
  final SettableClock clock = new SettableClock();
  Database database;
  RunHistory history;

  /** Settings of an empty database. */
  abstract Map<String, String> database();

  @BeforeEach
  void open() {
    if (database == null) {
      database = Database.open(settings());
    }
    history = new RunHistory(database, clock, settings());
    database.sql(connection -> {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM pepper_cron_run");
        statement.executeUpdate("DELETE FROM pepper_cron_count");
        return statement.executeUpdate("DELETE FROM pepper_cron_total");
      }
    });
  }

  @AfterEach
  void closeHistory() {
    history.close();
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  Settings settings(String... more) {
    Map<String, String> values = new HashMap<>(database());
    values.put("pepper.data", data.toString());
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return Settings.of(values);
  }

  static Run run(String id, JobName job, Instant nominal, RunState state) {
    boolean started = state != RunState.SKIPPED;
    boolean ended = state != RunState.RUNNING;
    return new Run(
        new RunId(id),
        job,
        "0",
        nominal,
        started ? Optional.of(nominal.plusMillis(7)) : Optional.empty(),
        ended ? Optional.of(nominal.plusSeconds(60)) : Optional.empty(),
        started ? Duration.ofMillis(7) : Duration.ZERO,
        "node-1",
        MEMBER,
        state,
        state == RunState.SUCCEEDED ? OptionalInt.of(0) : OptionalInt.empty(),
        state == RunState.SKIPPED ? "the one before still runs" : "");
  }

  static Run run(String id, RunState state) {
    return run(id, REPORT, NOON, state);
  }

  static Run printing(Run run, String output) {
    return new Run(
        run.id(),
        run.job(),
        run.slot(),
        run.nominal(),
        run.started(),
        run.ended(),
        run.lateness(),
        run.node(),
        run.member(),
        run.state(),
        run.exitCode(),
        output);
  }

  /** Records and waits until all of it is written. */
  void stored(Run... runs) {
    Stream.of(runs).forEach(history::record);
    settle();
  }

  void settle() {
    assertThat(history.settle(Duration.ofSeconds(60))).isTrue();
  }

  Counts all() {
    return history.totals(REPORT).all();
  }

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
  void countsARunOnceHoweverOftenItsEndIsRecorded() {
    stored(run("1a.1", RunState.RUNNING));
    assertThat(all()).isEqualTo(new Counts(0, 0, 0, 0, 0));
    for (int i = 0; i < 3; i++) {
      stored(run("1a.1", RunState.SUCCEEDED));
      stored(run("1b.1", RunState.FAILED));
    }
    // As a writer does it that was not told that its first attempt worked.
    RunStates states = new RunStates(new RunRows());
    for (int i = 0; i < 3; i++) {
      database.sql(c -> states.store(c, List.of(run("1c.1", RunState.KILLED))));
    }
    assertThat(all()).isEqualTo(new Counts(1, 1, 1, 0, 0));
  }

  @Test
  void countsTodayApart() {
    Instant now = clock.instant();
    stored(
        run("1a.1", REPORT, now, RunState.SUCCEEDED),
        run("1b.1", REPORT, now, RunState.SKIPPED),
        run("1c.1", REPORT, now.minus(Duration.ofDays(1)), RunState.SUCCEEDED),
        run("1d.1", OTHER, now, RunState.FAILED));

    assertThat(history.totals(REPORT).all()).isEqualTo(new Counts(2, 0, 0, 0, 1));
    assertThat(history.totals(REPORT).today()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    assertThat(history.totals(OTHER).all()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertThat(history.totals(new JobName("none")).all()).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void doesNotBringBackWhatIsOver() {
    stored(run("1a.1", RunState.SUCCEEDED));
    stored(run("1a.1", RunState.RUNNING));
    stored(run("1a.1", RunState.LOST));
    stored(run("1b.1", RunState.KILLED), run("1b.1", RunState.RUNNING));

    assertThat(history.find(new RunId("1a.1"))).contains(run("1a.1", RunState.SUCCEEDED));
    assertThat(history.find(new RunId("1b.1"))).contains(run("1b.1", RunState.KILLED));
    assertThat(history.membersRunning()).isEmpty();
    assertThat(all()).isEqualTo(new Counts(1, 0, 1, 0, 0));
  }

  @Test
  void replacesLostByTheOutcomeThatIsReportedLater() {
    stored(run("1a.1", RunState.RUNNING));
    Instant dayBefore = clock.instant().minus(Duration.ofDays(1));
    assertThat(history.lose(MEMBER, dayBefore)).hasSize(1);
    assertThat(all()).isEqualTo(new Counts(0, 0, 0, 1, 0));

    Run outcome = run("1a.1", REPORT, clock.instant(), RunState.SUCCEEDED);
    stored(outcome);
    assertThat(history.find(outcome.id())).contains(outcome);
    assertThat(all()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    assertThat(history.totals(REPORT).today()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    clock.advance(Duration.ofDays(-1));
    assertThat(history.totals(REPORT).today()).isEqualTo(new Counts(0, 0, 0, 0, 0));
    clock.advance(Duration.ofDays(1));
  }

  @Test
  void tellsEachLostRunToOneCallerOnly() throws Exception {
    int runs = 1200;
    IntStream.range(0, runs)
        .forEach(i -> history.record(run("%04x.1".formatted(i), RunState.RUNNING)));
    Run elsewhere =
        new Run(
            new RunId("ee.1"),
            REPORT,
            "1",
            NOON,
            Optional.of(NOON),
            Optional.empty(),
            Duration.ZERO,
            "node-2",
            "node-2@1",
            RunState.RUNNING,
            OptionalInt.empty(),
            "");
    stored(elsewhere);
    assertThat(history.membersRunning()).containsExactlyInAnyOrder(MEMBER, "node-2@1");

    List<Run> told = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Run>>> answers =
          IntStream.range(0, 4)
              .mapToObj(i -> callers.submit(() -> history.lose(MEMBER, NOON.plusSeconds(9))))
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
    assertThat(history.membersRunning()).containsExactly("node-2@1");
    assertThat(all()).isEqualTo(new Counts(0, 0, 0, runs, 0));
    assertThat(history.lose(MEMBER, NOON)).isEmpty();
  }

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
        new Run(
            tooLong.id(),
            REPORT,
            "s".repeat(500),
            NOON,
            tooLong.started(),
            tooLong.ended(),
            Duration.ZERO,
            "node-1",
            MEMBER,
            RunState.FAILED,
            OptionalInt.empty(),
            "");
    stored(run("1a.1", RunState.FAILED), bad, run("1c.1", RunState.FAILED));

    assertThat(history.latest(REPORT, Optional.empty(), 10)).hasSize(2);
    assertThat(history.dropped()).isEqualTo(1);
    assertThat(all()).isEqualTo(new Counts(0, 2, 0, 0, 0));
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
    assertThat(all()).as("counters stay").isEqualTo(new Counts(2500, 1, 0, 0, 0));
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
    assertThat(all()).isEqualTo(new Counts(1500, 0, 0, 0, 0));
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
    assertThat(all()).isEqualTo(new Counts(0, 0, 0, 0, 0));
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

    assertThat(all()).isEqualTo(new Counts(3000, 0, 0, 0, 0));
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

  long number(String query) {
    return database.sql(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(query)) {
        row.next();
        return row.getLong(1);
      }
    });
  }
}
