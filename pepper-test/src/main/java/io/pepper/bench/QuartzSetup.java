package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Quartz as its documentation advises for many short jobs: more than one trigger taken at a time,
 * those that are due within a few milliseconds together.
 */
final class QuartzSetup {
  private static final int THREADS = Integer.getInteger("pepper.bench.quartz.threads", 50);
  private static final int BATCH = Integer.getInteger("pepper.bench.quartz.batch", 50);
  private static final int AHEAD_MILLIS = Integer.getInteger("pepper.bench.quartz.ahead", 10);
  private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql";

  private QuartzSetup() {}

  /**
   * @param database nothing, or address, user and password
   */
  static Scheduler scheduler(String[] database) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "bench");
    settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    settings.setProperty(
        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(BATCH));
    settings.setProperty(
        "org.quartz.scheduler.batchTriggerAcquisitionFireAheadTimeWindow",
        Integer.toString(AHEAD_MILLIS));
    if (database.length > 0) {
      makeTables(database);
      settings.putAll(clustered(database));
    }
    return started(settings);
  }

  private static Scheduler started(Properties settings) throws SchedulerException {
    return new StdSchedulerFactory(settings).getScheduler();
  }

  private static Properties clustered(String[] database) {
    Properties settings = new Properties();
    String store = "org.quartz.jobStore.";
    settings.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty(
        store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
    settings.setProperty(store + "isClustered", "true");
    settings.setProperty(store + "acquireTriggersWithinLock", "true");
    settings.setProperty(store + "dataSource", "bench");
    String source = "org.quartz.dataSource.bench.";
    settings.setProperty(source + "provider", "hikaricp");
    settings.setProperty(source + "driver", "org.mariadb.jdbc.Driver");
    settings.setProperty(source + "URL", database[0] + "?useServerPrepStmts=true");
    settings.setProperty(source + "user", database[1]);
    settings.setProperty(source + "password", database[2]);
    settings.setProperty(source + "maxConnections", Integer.toString(THREADS + 2));
    return settings;
  }

  private static void makeTables(String[] database) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(database[0], database[1], database[2]);
        Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          connection.getMetaData().getTables(null, null, "QRTZ_TRIGGERS", null)) {
        if (tables.next()) {
          return;
        }
      }
      for (String sql : tables().split(";")) {
        if (!sql.isBlank() && !sql.strip().equalsIgnoreCase("commit")) {
          statement.execute(sql);
        }
      }
    }
  }

  private static String tables() throws IOException {
    try (InputStream in = QuartzSetup.class.getResourceAsStream(TABLES)) {
      return new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^(#|--).*$", "");
    }
  }
}
