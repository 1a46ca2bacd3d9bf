package io.pepper.cron.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.dispatch.SettableClock;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.Database;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A history on a database whose tables are empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoryFixture {
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
    return Run.builder(new RunId(id), job)
        .slot("0")
        .nominal(nominal)
        .on("node-1", MEMBER)
        .started(
            started ? Optional.of(nominal.plusMillis(7)) : Optional.empty(),
            started ? Duration.ofMillis(7) : Duration.ZERO)
        .ended(ended ? Optional.of(nominal.plusSeconds(60)) : Optional.empty())
        .state(state)
        .exitCode(state == RunState.SUCCEEDED ? OptionalInt.of(0) : OptionalInt.empty())
        .output(state == RunState.SKIPPED ? "the one before still runs" : "")
        .build();
  }

  static Run run(String id, RunState state) {
    return run(id, REPORT, NOON, state);
  }

  static Run printing(Run run, String output) {
    return run.withOutput(output);
  }

  /** Records and waits until all of it is written. */
  void stored(Run... runs) {
    Stream.of(runs).forEach(history::record);
    settle();
  }

  void settle() {
    assertThat(history.settle(Duration.ofSeconds(60))).isTrue();
  }

  RunCounts all() {
    return history.totals(REPORT).all();
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
