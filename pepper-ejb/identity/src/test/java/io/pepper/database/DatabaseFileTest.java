package io.pepper.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {
  private static final Duration RANDOM = Duration.ofSeconds(30);

  @TempDir Path data;

  @Test
  void keepsWhatWasCommittedOverDeathsAndOrderlyEnds() throws SQLException {
    keeps(4);
  }

  @Test
  void keepsWhatWasCommittedOverRandomLives() throws SQLException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < RANDOM.toNanos()) {
      keeps(System.nanoTime());
    }
  }

  @Test
  void leavesAFileThatIsInUseAlone() throws SQLException {
    DataSources.Pool first = pool();
    try (Connection connection = first.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE words(id INT PRIMARY KEY)");
      statement.execute("INSERT INTO words VALUES(1)");
      DataSources.Pool second = pool();
      try (Connection other = second.source().getConnection();
          Statement query = other.createStatement();
          ResultSet rows = query.executeQuery("SELECT id FROM words")) {
        assertThat(rows.next()).isTrue();
      } finally {
        second.closing().run();
      }
    } finally {
      first.closing().run();
    }
  }

  @Test
  void refusesAFileThatCannotBeReadAndKeepsIt() throws Exception {
    Path file = Files.createDirectories(data.resolve("db")).resolve("pepper.mv.db");
    byte[] broken = "broken".repeat(10_000).getBytes();
    Files.write(file, broken);

    assertThatThrownBy(this::pool)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.data is '" + data)
        .hasMessageContaining("moved away");
    assertThat(Files.readAllBytes(file)).isEqualTo(broken);
  }

  private DataSources.Pool pool() {
    return DataSources.open(Settings.of(Map.of("pepper.data", data.toString())));
  }

  private void keeps(long seed) throws SQLException {
    Random random = new Random(seed);
    Map<Integer, String> kept = null;
    for (int life = 0; life < 12; life++) {
      DataSources.Pool pool = pool();
      try (Connection connection = pool.source().getConnection();
          Statement statement = connection.createStatement()) {
        if (kept == null) {
          statement.execute("DROP TABLE IF EXISTS words");
          statement.execute("CREATE TABLE words(id INT PRIMARY KEY, word VARCHAR UNIQUE)");
          kept = new TreeMap<>();
        }
        assertThat(words(statement)).as("seed %d, life %d", seed, life).isEqualTo(kept);
        change(connection, random, kept);
        if (random.nextBoolean()) {
          // As a kill: nothing is written any more.
          statement.execute("SHUTDOWN IMMEDIATELY");
        }
      } catch (SQLException e) {
        assertThat(e.getMessage()).as("the answer of what was shut down").contains("closed");
      } finally {
        pool.closing().run();
      }
    }
  }

  private static void change(Connection connection, Random random, Map<Integer, String> kept)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO words VALUES(?, ?)");
        PreparedStatement delete = connection.prepareStatement("DELETE FROM words WHERE id = ?")) {
      for (int transaction = random.nextInt(40); transaction > 0; transaction--) {
        for (int i = random.nextInt(1, 8); i > 0; i--) {
          int id = random.nextInt(200);
          delete.setInt(1, id);
          delete.executeUpdate();
          kept.remove(id);
          if (random.nextInt(3) > 0) {
            String word = id + "x".repeat(random.nextInt(500));
            insert.setInt(1, id);
            insert.setString(2, word);
            insert.executeUpdate();
            kept.put(id, word);
          }
        }
        connection.commit();
      }
    }
    connection.setAutoCommit(true);
  }

  private static Map<Integer, String> words(Statement statement) throws SQLException {
    Map<Integer, String> words = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT id, word FROM words")) {
      while (rows.next()) {
        words.put(rows.getInt(1), rows.getString(2));
      }
    }
    return words;
  }
}
