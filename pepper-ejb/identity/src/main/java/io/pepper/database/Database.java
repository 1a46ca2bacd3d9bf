package io.pepper.database;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database, migrated to this version's tables when opened. Transactions are short, local to it,
 * and see what others have committed. Safe for any number of threads; waits at most a few seconds
 * for a connection.
 */
public final class Database implements AutoCloseable {
  /** The retries of a read: enough to find a connection that works after a restart. */
  private static final int RETRIES = 1;

  private final DataSources.Pool pool;
  private final EntityManagerFactory entities;
  private final String description;
  private final Set<WriteBehind<?>> writers = ConcurrentHashMap.newKeySet();

  private Database(DataSources.Pool pool, EntityManagerFactory entities, String description) {
    this.pool = pool;
    this.entities = entities;
    this.description = description;
  }

  /**
   * Opens and migrates the database of the settings.
   *
   * @throws InvalidSettingException if the database cannot be reached or migrated
   */
  public static Database open(Settings settings) {
    DataSources.Pool pool = DataSources.open(settings);
    try {
      migrate(pool);
      return new Database(pool, entities(pool), Settings.withoutSecret(settings.database()));
    } catch (FlywayException | PersistenceException e) {
      pool.closing().run();
      throw unusable(settings, e);
    }
  }

  private static void migrate(DataSources.Pool pool) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool.migrating())
        .locations("classpath:META-INF/db/migration")
        .table("pepper_migration")
        .placeholders(
            Map.of(
                "table-options", pool.tableOptions(),
                "long-text", pool.longText(),
                "long-binary", pool.longBinary()))
        .connectRetries(0)
        .load()
        .migrate();
  }

  private static EntityManagerFactory entities(DataSources.Pool pool) {
    EntityManagerFactory entities =
        Persistence.createEntityManagerFactory(
            "pepper",
            Map.of(
                "jakarta.persistence.nonJtaDataSource", pool.source(),
                "eclipselink.classloader", Database.class.getClassLoader()));
    // EclipseLink reads the mappings only now: better at the start than at the first login.
    entities.createEntityManager().close();
    // Of its own accord it tries a failed read three times more, 5 s apart, while somebody waits.
    DatabaseLogin login = entities.unwrap(ServerSession.class).getLogin();
    login.setQueryRetryAttemptCount(RETRIES);
    login.setDelayBetweenConnectionAttempts(0);
    return entities;
  }

  private static InvalidSettingException unusable(Settings settings, RuntimeException cause) {
    String url = Settings.withoutSecret(settings.database()).replaceFirst("\\?.*", "");
    InvalidSettingException unusable =
        new InvalidSettingException(
            "pepper.database",
            url,
            "a database that Pepper can use with pepper.database.user and .password: "
                + rootMessage(cause));
    unusable.initCause(cause);
    return unusable;
  }

  private static String rootMessage(Throwable failure) {
    return String.valueOf(root(failure).getMessage());
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * Runs work in one transaction, which ends with it; an exception rolls it back.
   *
   * @throws DatabaseUnavailableException if the database did not answer well
   */
  public <T> T transaction(Function<EntityManager, T> work) {
    try (EntityManager manager = entities.createEntityManager()) {
      try {
        manager.getTransaction().begin();
        T result = work.apply(manager);
        manager.getTransaction().commit();
        return result;
      } finally {
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
      }
    } catch (RuntimeException e) {
      // Edge: EclipseLink's own exceptions are not all of JPA's type; others are passed on.
      if (e instanceof PersistenceException || root(e) instanceof SQLException) {
        throw unavailable(e);
      }
      throw e;
    }
  }

  /**
   * Runs plain SQL in one transaction, for what JPA would do row by row; an exception rolls it
   * back.
   *
   * @throws DatabaseUnavailableException if the database did not answer well
   */
  public <T> T sql(SqlWork<T> work) {
    try {
      return SqlTransaction.run(pool.source(), work);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private DatabaseUnavailableException unavailable(Exception cause) {
    return new DatabaseUnavailableException(
        "the database (" + description + ") did not answer well: " + rootMessage(cause), cause);
  }

  /**
   * Checks that the database answers.
   *
   * @throws DatabaseUnavailableException if it cannot serve now
   */
  public void check() {
    transaction(manager -> manager.createNativeQuery("SELECT 1").getSingleResult());
  }

  /** Registers a writer that is closed before the database, since it still has to write. */
  void closeFirst(WriteBehind<?> writer) {
    writers.add(writer);
  }

  void closed(WriteBehind<?> writer) {
    writers.remove(writer);
  }

  /** Closes the writers, which write for some seconds, and then the connections. */
  @Override
  public void close() {
    writers.forEach(WriteBehind::close);
    if (!entities.isOpen()) {
      return;
    }
    entities.close();
    pool.closing().run();
  }
}
