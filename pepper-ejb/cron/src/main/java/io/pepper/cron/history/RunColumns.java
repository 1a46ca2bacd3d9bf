package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A run as columns, and back. */
final class RunColumns {
  static final String ALL =
      "id, job, slot, nominal_ms, started_ms, ended_ms, lateness_ms, node, member, state,"
          + " exit_code, output";

  /** The same columns, with nothing for the output, which is long. */
  static final String BRIEF = ALL.replace("output", "''");

  private RunColumns() {}

  static Run run(ResultSet row) throws SQLException {
    return Run.builder(new RunId(row.getString(1)), new JobName(row.getString(2)))
        .slot(row.getString(3))
        .nominal(Instant.ofEpochMilli(row.getLong(4)))
        .on(row.getString(8), row.getString(9))
        .started(instant(row, 5), Duration.ofMillis(row.getLong(7)))
        .ended(instant(row, 6))
        .state(RunState.valueOf(row.getString(10)))
        .exitCode(exitCode(row))
        .output(row.getString(12))
        .build();
  }

  private static OptionalInt exitCode(ResultSet row) throws SQLException {
    int code = row.getInt(11);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(code);
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Sets the columns of a run; the id comes last, where an update needs it. */
  static void set(PreparedStatement statement, Run run) throws SQLException {
    statement.setString(1, run.job().value());
    statement.setString(2, run.slot());
    statement.setLong(3, run.nominal().toEpochMilli());
    setInstant(statement, 4, run.started());
    setInstant(statement, 5, run.ended());
    statement.setLong(6, run.lateness().toMillis());
    statement.setString(7, run.node());
    statement.setString(8, run.member());
    statement.setString(9, run.state().name());
    if (run.exitCode().isPresent()) {
      statement.setInt(10, run.exitCode().getAsInt());
    } else {
      statement.setNull(10, Types.INTEGER);
    }
    statement.setString(11, run.output());
    statement.setString(12, run.id().value());
  }

  private static void setInstant(PreparedStatement statement, int index, Optional<Instant> instant)
      throws SQLException {
    if (instant.isPresent()) {
      statement.setLong(index, instant.get().toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }
}
