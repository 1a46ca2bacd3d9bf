package io.pepper.database;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mariadb.jdbc.MariaDbDataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** The data sources of the settings' database, of at most eight connections. */
final class DataSources {
  private static final int MAX_CONNECTIONS = 8;
  // The isolation that the embedded database has, too.
  private static final String POOL =
      "poolName=pepper&minPoolSize=0&connectTimeout=3000&socketTimeout=5000"
          + "&transactionIsolation=READ-COMMITTED&maxPoolSize="
          + MAX_CONNECTIONS;
  // Whatever the database's default is: names differ by case, as in the embedded one.
  private static final String UTF8_CASE_SENSITIVE = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /**
   * The connections of one database.
   *
   * @param source of connections
   * @param migrating source of single connections that may take their time
   * @param closing ends the source's connections
   * @param tableOptions what this database wants after each CREATE TABLE
   * @param longText its type for texts of 64 KiB
   * @param longBinary its type for bytes, up to 1 MiB
   */
  record Pool(
      DataSource source,
      DataSource migrating,
      Runnable closing,
      String tableOptions,
      String longText,
      String longBinary) {}

  private DataSources() {}

  static Pool open(Settings settings) {
    return settings.database().equals("embedded") ? embedded(settings) : mariaDb(settings);
  }

  private static Pool embedded(Settings settings) {
    // "async": an interrupted thread does not close the file for all others.
    // Committed survives a kill; and the pool, not the JVM's end, closes the file.
    // Its end moves nothing within the file: the next start writes a new one.
    Path database = settings.folder("db").resolve("pepper");
    DatabaseFile.renew(database);
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:async:"
                + database
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0",
            "sa",
            "");
    pool.setMaxConnections(MAX_CONNECTIONS);
    pool.setLoginTimeout(5);
    return new Pool(pool, pool, pool::dispose, "", "VARCHAR(65536)", "VARBINARY(1048576)");
  }

  private static Pool mariaDb(Settings settings) {
    String url = settings.database();
    try {
      MariaDbPoolDataSource pool = new MariaDbPoolDataSource(withOptions(url, POOL));
      // Not from the pool: it would tell of a timeout instead of a wrong password.
      MariaDbDataSource single = new MariaDbDataSource(withOptions(url, "connectTimeout=3000"));
      if (settings.databaseUser().isPresent()) {
        pool.setUser(settings.databaseUser().get());
        single.setUser(settings.databaseUser().get());
      }
      if (settings.databasePassword().isPresent()) {
        pool.setPassword(settings.databasePassword().get());
        single.setPassword(settings.databasePassword().get());
      }
      return new Pool(pool, single, pool::close, UTF8_CASE_SENSITIVE, "MEDIUMTEXT", "MEDIUMBLOB");
    } catch (SQLException | IllegalArgumentException e) {
      InvalidSettingException wrong =
          new InvalidSettingException(
              "pepper.database",
              Settings.withoutSecret(url).replaceFirst("\\?.*", ""),
              "a URL as MariaDB's driver reads it: " + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** Adds options before those of the operator, which win. */
  private static String withOptions(String url, String options) {
    int question = url.indexOf('?');
    return question < 0
        ? url + '?' + options
        : url.substring(0, question + 1) + options + '&' + url.substring(question + 1);
  }
}
