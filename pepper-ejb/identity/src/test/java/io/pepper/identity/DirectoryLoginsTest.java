package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.database.Database;
import io.pepper.fixtures.LdapServer;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserChange;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.Passwords;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins of people whom a real OpenLDAP server knows. */
class DirectoryLoginsTest {
  private static final Actor ANNA = new Actor("anna", "10.0.0.7");
  private static final String HERE = "127.0.0.1";

  private static LdapServer server;

  @TempDir Path data;
  private Database database;
  private Identity identity;
  private volatile Duration ahead = Duration.ZERO;

  @BeforeAll
  static void start() {
    server = LdapServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void open() {
    identity = open("pepper-admins: admin; mail-ops: operator mail");
  }

  private Identity open(String roles) {
    Map<String, String> values = new HashMap<>();
    values.put("pepper.data", data.toString());
    values.put("pepper.admin.password", "first-secret");
    values.put("pepper.ldap.url", server.uri());
    values.put("pepper.ldap.bind", LdapServer.READER);
    values.put("pepper.ldap.password", server.readerPassword());
    values.put("pepper.ldap.base", "ou=people,dc=example,dc=org");
    values.put("pepper.ldap.timeout", "300ms");
    values.put("pepper.ldap.roles", roles);
    Settings settings = Settings.of(values);
    database = Database.open(settings);
    InstantSource time = () -> Instant.now().plus(ahead);
    return new Identity(database, settings, new Passwords(1000), time.withZone(ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    identity.close();
    database.close();
    System.clearProperty("pepper.start.failure");
  }

  private Optional<Account> logIn(String name, String password) {
    return identity.authenticate(name, password, HERE);
  }

  private Optional<Account> logIn(String name) {
    return logIn(name, name + "-secret");
  }

  private void awaitAudited(String who, String why) {
    await()
        .until(() ->
            identity.audit().find(AuditSearch.latest(20)).stream()
                .anyMatch(each ->
                    each.what().equals("fail to log in")
                        && each.subject().equals(who)
                        && each.after().filter(text -> text.contains(why)).isPresent()));
  }

  @Test
  void givesTheRoleOfTheGroups() {
    assertThat(logIn("alice").orElseThrow().role()).contains(Role.ADMIN);
    assertThat(logIn("bob").orElseThrow().tags().toString()).isEqualTo("tag mail");
    assertThat(logIn("alice", "")).isEmpty();
    assertThat(logIn("alice", "bob-secret")).isEmpty();
    awaitAudited("alice", "wrong password");
  }

  @Test
  void saysSoToThoseWhomNoGroupLetsIn() {
    assertThatThrownBy(() -> logIn("carol"))
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("not allowed in here");
    awaitAudited("carol", "no group with a role");
    assertThat(identity.user("carol")).isEmpty();
    assertThat(logIn("carol", "wrong")).isEmpty();
  }

  @Test
  void takesOverNobody() {
    assertThatThrownBy(() -> logIn("Admin")).isInstanceOf(LoginRefusedException.class);
    awaitAudited("Admin", "another user 'admin', from local");
    assertThatThrownBy(() -> logIn("aDMIN", "Admin-secret"))
        .isInstanceOf(LoginRefusedException.class);
    assertThat(logIn("admin", "Admin-secret")).isEmpty();
    assertThat(logIn("admin", "first-secret")).isPresent();
  }

  @Test
  void throttlesGuessesHoweverTheNameIsWritten() {
    for (String name : List.of("alice", "ALICE", " alice", "alice ")) {
      try {
        logIn(name, "guess");
      } catch (LoginThrottledException e) {
        // The fourth.
      }
    }
    assertThatThrownBy(() -> logIn("alice")).isInstanceOf(LoginThrottledException.class);
    ahead = ahead.plusMinutes(1);
    assertThat(logIn("alice")).isPresent();
  }

  @Test
  void keepsTheDisabledOut() {
    logIn("bob");
    identity.changeUser(ANNA, "bob", UserChange.disabled(true));

    assertThatThrownBy(() -> logIn("bob")).isInstanceOf(LoginRefusedException.class);
    ahead = ahead.plusMinutes(6);
    assertThatThrownBy(() -> logIn("bob")).isInstanceOf(LoginRefusedException.class);
    awaitAudited("bob", "disabled");
  }

  @Test
  void takesAwayWhatTheDirectoryTakes() {
    logIn("alice");
    server.leave("alice", "pepper-admins");
    try {
      ahead = ahead.plusMinutes(6);
      assertThatThrownBy(() -> logIn("alice")).isInstanceOf(LoginRefusedException.class);
      server.join("alice", "mail-ops");
      assertThat(logIn("alice").orElseThrow().role()).contains(Role.OPERATOR);
      server.leave("alice", "mail-ops");
    } finally {
      server.join("alice", "pepper-admins");
    }
  }

  @Test
  void worksForItsOwnWhileTheDirectoryIsSilent() {
    logIn("bob");
    server.freeze();
    try {
      assertThat(logIn("admin", "first-secret")).isPresent();
      assertThat(logIn("bob")).as("right a moment ago").isPresent();
      assertThatThrownBy(() -> logIn("alice"))
          .isInstanceOf(ExternalLoginException.class)
          .hasMessageContaining("the log says why")
          .hasMessageNotContaining("127.0.0.1");
    } finally {
      server.thaw();
    }
  }

  @Test
  void makesOneUserOfManyFirstLogins() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Optional<Account>> first = () -> logIn("bob");
      for (Future<Optional<Account>> each :
          threads.invokeAll(List.of(first, first, first, first))) {
        assertThat(each.get()).isPresent();
      }
    }
  }

  @Test
  void refusesToStartWithRolesThatAreNone() {
    close();
    assertThatThrownBy(() -> identity = open("pepper-admins: boss"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.ldap.roles");
    assertThat(System.getProperty("pepper.start.failure")).contains("pepper.ldap.roles");
  }
}
