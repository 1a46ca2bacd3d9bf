package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Role;
import io.pepper.settings.InvalidSettingException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariaDbIdentityTest extends IdentityContract {
  private static MariaDbServer server;

  @BeforeAll
  static void startServer() {
    server = new MariaDbServer().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void emptyTheDatabase() throws Exception {
    closeBoth();
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE pepper");
      statement.execute("CREATE DATABASE pepper");
    }
  }

  @Override
  Map<String, String> database() {
    return Map.of(
        "pepper.database", server.url(),
        "pepper.database.user", server.user(),
        "pepper.database.password", server.password());
  }

  @Test
  void saysSoWhenTheDatabaseIsGoneAndGoesOnWhenItIsBack() {
    server.kill();
    try {
      assertThatThrownBy(() -> identity.authenticate("admin", "first-secret", HERE))
          .isInstanceOf(DatabaseUnavailableException.class)
          .hasMessageContaining(server.url())
          .hasMessageNotContaining(server.password());
      assertThatThrownBy(identity::check).isInstanceOf(DatabaseUnavailableException.class);
    } finally {
      server.start();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(DatabaseUnavailableException.class)
        .until(() -> identity.authenticate("admin", "first-secret", HERE).isPresent());
  }

  @Test
  void keepsPeopleLoggedInWhileTheDatabaseIsGone() {
    OpenSession session =
        identity.sessions().start(Account.of("admin", Role.ADMIN, AllowedTags.EVERY), HERE, "");
    server.kill();
    try {
      assertThat(identity.sessions().find(session.secret())).isPresent();
      pass(Duration.ofMinutes(1));
      assertThat(identity.sessions().find(session.secret())).isPresent();
      assertThatThrownBy(() -> identity.sessions().find("unknown"))
          .isInstanceOf(DatabaseUnavailableException.class);
    } finally {
      server.start();
    }
  }

  @Test
  void keepsAuditEntriesWhileTheDatabaseIsGone() {
    server.kill();
    try {
      Instant before = Instant.now();
      for (int i = 0; i < 500; i++) {
        identity.audit().record(ANNA, "meanwhile", "" + i, Optional.empty(), Optional.empty());
      }
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
    } finally {
      server.start();
    }
    await()
        .atMost(Duration.ofSeconds(40))
        .ignoreException(DatabaseUnavailableException.class)
        .until(() ->
            identity.audit().find(AuditSearch.latest(1000)).stream()
                    .filter(entry -> entry.what().equals("meanwhile"))
                    .count()
                == 500);
    assertThat(identity.audit().dropped()).isZero();
  }

  @Test
  void waitsAtMostSecondsForADatabaseThatHangs() {
    server.freeze();
    try {
      Instant before = Instant.now();
      assertThatThrownBy(identity::check).isInstanceOf(DatabaseUnavailableException.class);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
    } finally {
      server.thaw();
    }
    await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(() -> answers());
  }

  private boolean answers() {
    identity.check();
    return true;
  }

  @Test
  void namesTheSettingWhenTheLoginIsWrong() {
    assertThatThrownBy(() -> open("pepper.database.password", "wr0ng"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.database.user")
        .hasMessageContaining("Access denied")
        .hasMessageNotContaining("wr0ng");
  }
}
