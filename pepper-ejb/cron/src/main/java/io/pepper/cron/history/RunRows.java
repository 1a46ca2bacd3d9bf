package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.RunStates.Stored;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rows of table {@code pepper_cron_run}. */
final class RunRows {
  void insert(Connection connection, List<Run> runs) throws SQLException {
    BatchUpsert.execute(
        connection,
        "INSERT INTO pepper_cron_run (job, slot, nominal_ms, started_ms, ended_ms, lateness_ms,"
            + " node, member, state, exit_code, output, id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        runs,
        RunColumns::set);
  }

  void update(Connection connection, List<Run> runs) throws SQLException {
    BatchUpsert.execute(
        connection,
        "UPDATE pepper_cron_run SET job = ?, slot = ?, nominal_ms = ?, started_ms = ?,"
            + " ended_ms = ?, lateness_ms = ?, node = ?, member = ?, state = ?, exit_code = ?,"
            + " output = ? WHERE id = ?",
        runs,
        RunColumns::set);
  }

  /** Returns those of the runs that are stored, locked until the transaction ends. */
  Map<RunId, Stored> lock(Connection connection, List<RunId> ids) throws SQLException {
    try (PreparedStatement query =
        IdList.prepare(
            connection,
            "SELECT id, job, state, ended_ms FROM pepper_cron_run WHERE id IN",
            ids.stream().map(RunId::value).toList(),
            " FOR UPDATE")) {
      Map<RunId, Stored> stored = new HashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          stored.put(
              new RunId(row.getString(1)),
              new Stored(
                  new JobName(row.getString(2)),
                  RunState.valueOf(row.getString(3)),
                  RunColumns.instant(row, 4)));
        }
      }
      return stored;
    }
  }

  List<Run> latest(Connection connection, JobName job, Optional<RunId> before, int limit)
      throws SQLException {
    Optional<Selection> page = page(connection, job, before, limit);
    return page.isEmpty()
        ? List.of()
        : inOrder(
            connection, texts(connection, "SELECT id" + page.get().sql(), page.get().parameters()));
  }

  /** Returns the same without outputs. */
  List<Run> latestWithoutOutput(
      Connection connection, JobName job, Optional<RunId> before, int limit) throws SQLException {
    Optional<Selection> page = page(connection, job, before, limit);
    return page.isEmpty()
        ? List.of()
        : runs(
            connection, "SELECT " + RunColumns.BRIEF + page.get().sql(), page.get().parameters());
  }

  private record Selection(String sql, Object... parameters) {}

  /** Returns the selection of a page; empty if the run before it is not stored any more. */
  private Optional<Selection> page(
      Connection connection, JobName job, Optional<RunId> before, int limit) throws SQLException {
    String from = " FROM pepper_cron_run WHERE job = ?";
    String order = " ORDER BY job DESC, nominal_ms DESC, id DESC LIMIT " + limit;
    if (before.isEmpty()) {
      return Optional.of(new Selection(from + order, job.value()));
    }
    return find(connection, before.get())
        .map(last -> {
          long nominal = last.nominal().toEpochMilli();
          return new Selection(
              from + " AND nominal_ms <= ? AND (nominal_ms < ? OR id < ?)" + order,
              job.value(),
              nominal,
              nominal,
              last.id().value());
        });
  }

  /**
   * Reads runs by their ids, in this order: a database that sorts would otherwise carry all outputs
   * along.
   */
  private static List<Run> inOrder(Connection connection, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    String sql = "SELECT " + RunColumns.ALL + " FROM pepper_cron_run WHERE id IN";
    Map<String, Run> byId = new HashMap<>();
    try (PreparedStatement query = IdList.prepare(connection, sql, ids, "");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Run run = RunColumns.run(row);
        byId.put(run.id().value(), run);
      }
    }
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  Optional<Run> find(Connection connection, RunId id) throws SQLException {
    String sql = "SELECT " + RunColumns.ALL + " FROM pepper_cron_run WHERE id = ?";
    return runs(connection, sql, id.value()).stream().findFirst();
  }

  /** Returns a membership's runs that are not over, locked until the transaction ends. */
  List<Run> lockRunning(Connection connection, String member, int limit) throws SQLException {
    return runs(
        connection,
        "SELECT "
            + RunColumns.ALL
            + " FROM pepper_cron_run WHERE ended_ms IS NULL AND member = ? LIMIT "
            + limit
            + " FOR UPDATE",
        member);
  }

  Set<String> membersWithRunningRuns(Connection connection) throws SQLException {
    return new HashSet<>(
        texts(connection, "SELECT DISTINCT member FROM pepper_cron_run WHERE ended_ms IS NULL"));
  }

  /** Returns the values of a query's only column. */
  static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      List<String> texts = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
      return texts;
    }
  }

  private static List<Run> runs(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      List<Run> runs = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          runs.add(RunColumns.run(row));
        }
      }
      return runs;
    }
  }
}
