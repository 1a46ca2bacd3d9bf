package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.database.Database;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users, tokens and audit do on every database. */
abstract class IdentityContract {
  static final Actor ANNA = new Actor("anna", "10.0.0.7");
  static final String HERE = "127.0.0.1";

  @TempDir Path data;
  Database database;
  Identity identity;

  /** Settings of an empty database. */
  abstract Map<String, String> database();

  @BeforeEach
  void openIt() {
    identity = open("pepper.admin.password", "first-secret");
  }

  @AfterEach
  void closeIt() {
    closeBoth();
    System.clearProperty("pepper.start.failure");
  }

  Identity open(String... more) {
    Map<String, String> values = new HashMap<>(database());
    values.put("pepper.data", data.toString());
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    Settings settings = Settings.of(values);
    database = Database.open(settings);
    return new Identity(database, settings, Clock.systemUTC());
  }

  void closeBoth() {
    identity.close();
    database.close();
  }

  @Test
  void letsTheFirstAdminInWithThePasswordOfTheSettings() {
    Account admin = identity.authenticate("admin", "first-secret", HERE).orElseThrow();

    assertThat(admin.roles()).containsExactlyInAnyOrder(Role.ADMIN, Role.OPERATOR, Role.VIEWER);
    assertThat(data.resolve("admin-password")).doesNotExist();
  }

  @Test
  void letsNobodyElseIn() {
    assertThat(identity.authenticate("admin", "wrong-secret", HERE)).isEmpty();
    assertThat(identity.authenticate("nobody", "first-secret", HERE)).isEmpty();
    assertThat(identity.authenticate("ADMIN", "first-secret", HERE)).isEmpty();
    assertThat(identity.authenticate("", "", HERE)).isEmpty();
    assertThat(identity.authenticate("admin", "x".repeat(100_000), HERE)).isEmpty();
  }

  @Test
  void keepsTheFirstPasswordOverARestart() {
    closeBoth();
    identity = open("pepper.admin.password", "ignored-later");

    assertThat(identity.authenticate("admin", "first-secret", HERE)).isPresent();
    assertThat(identity.authenticate("admin", "ignored-later", HERE)).isEmpty();
  }

  @Test
  void writesAGeneratedPasswordWhereOnlyTheOwnerCanRead() throws Exception {
    deleteAllUsers();
    closeBoth();
    identity = open();

    Path file = data.resolve("admin-password");
    String password = Files.readString(file).strip();
    assertThat(password).hasSize(24);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(identity.authenticate("admin", password, HERE)).isPresent();
  }

  @Test
  void refusesToStartWithAPasswordThatIsTooShort() {
    deleteAllUsers();
    closeBoth();

    assertThatThrownBy(() -> open("pepper.admin.password", "short"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("pepper.admin.password")
        .hasMessageContaining("8 to 200 characters")
        .hasMessageNotContaining("short");
    assertThat(System.getProperty("pepper.start.failure")).contains("pepper.admin.password");
    identity = open();
  }

  @Test
  void createsChangesAndDeletesUsers() {
    identity.createUser(ANNA, "bert", "bert-secret", Role.VIEWER);
    assertThat(identity.authenticate("bert", "bert-secret", HERE).orElseThrow().roles())
        .containsExactly(Role.VIEWER);

    assertThat(identity.changeRole(ANNA, "bert", Role.OPERATOR)).isTrue();
    assertThat(identity.authenticate("bert", "bert-secret", HERE).orElseThrow().may(Role.OPERATOR))
        .isTrue();

    assertThat(identity.changePassword(ANNA, "bert", "new-secret")).isTrue();
    assertThat(identity.authenticate("bert", "bert-secret", HERE)).isEmpty();
    assertThat(identity.authenticate("bert", "new-secret", HERE)).isPresent();

    assertThat(identity.users()).extracting(User::name).containsExactly("admin", "bert");
    assertThat(identity.deleteUser(ANNA, "bert")).isTrue();
    assertThat(identity.deleteUser(ANNA, "bert")).isFalse();
    assertThat(identity.changeRole(ANNA, "bert", Role.ADMIN)).isFalse();
    assertThat(identity.changePassword(ANNA, "bert", "other-secret")).isFalse();
    assertThat(identity.authenticate("bert", "new-secret", HERE)).isEmpty();
  }

  @Test
  void namesTheFieldThatIsWrong() {
    refused("name", () -> identity.createUser(ANNA, "a b", "long-enough", Role.VIEWER));
    refused("name", () -> identity.createUser(ANNA, "admin", "long-enough", Role.VIEWER));
    refused("password", () -> identity.createUser(ANNA, "bert", "short", Role.VIEWER));
    refused("role", () -> Role.of("root"));
    refused("role", () -> identity.deleteUser(ANNA, "admin"));
    refused("role", () -> identity.changeRole(ANNA, "admin", Role.VIEWER));
    refused("purpose", () -> identity.createToken(ANNA, " ", Role.VIEWER));
  }

  private static void refused(String field, Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            InvalidIdentityException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void keepsOneAdminWhenTwoRemoveEachOtherAtTheSameTime() throws Exception {
    for (int round = 0; round < 10; round++) {
      if (identity.user("second").isEmpty()) {
        identity.createUser(ANNA, "second", "long-enough", Role.ADMIN);
      }
      identity.changeRole(ANNA, "second", Role.ADMIN);
      identity.changeRole(ANNA, "admin", Role.ADMIN);
      try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
        both.submit(() -> identity.changeRole(ANNA, "admin", Role.VIEWER));
        both.submit(() -> identity.changeRole(ANNA, "second", Role.VIEWER));
      }
      assertThat(identity.users()).extracting(User::role).contains(Role.ADMIN);
    }
  }

  @Test
  void letsATokenInUntilItIsRevoked() {
    NewToken made = identity.createToken(ANNA, "deploy script", Role.OPERATOR);

    Account account = identity.authenticateToken(made.secret()).orElseThrow();
    assertThat(account.name()).isEqualTo("token:deploy script");
    assertThat(account.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    assertThat(identity.authenticateToken(made.secret() + "x")).isEmpty();
    assertThat(identity.authenticateToken(made.token().id())).isEmpty();
    assertThat(identity.tokens())
        .singleElement()
        .satisfies(token -> assertThat(token.createdBy()).isEqualTo("anna"));

    assertThat(identity.revokeToken(ANNA, made.token().id())).isTrue();
    assertThat(identity.revokeToken(ANNA, made.token().id())).isFalse();
    assertThat(identity.authenticateToken(made.secret())).isEmpty();
  }

  @Test
  void tellsWhoDidWhatWithoutSecrets() {
    identity.createUser(ANNA, "bert", "bert-secret", Role.VIEWER);
    identity.changeRole(ANNA, "bert", Role.OPERATOR);
    identity.changePassword(ANNA, "bert", "other-secret");
    NewToken token = identity.createToken(ANNA, "ci", Role.VIEWER);
    identity.audit().record(ANNA, "pause topic", "😀".repeat(400), opt("x".repeat(5000)), opt("é"));

    await().until(() -> identity.audit().latest(Optional.empty(), 5).size() == 5);
    List<AuditEntry> entries = identity.audit().latest(Optional.empty(), 5);
    assertThat(entries)
        .extracting(AuditEntry::what)
        .contains("create user", "change role", "change password", "create token", "pause topic");
    AuditEntry change =
        entries.stream().filter(e -> e.what().equals("change role")).findFirst().orElseThrow();
    assertThat(change.who()).isEqualTo("anna");
    assertThat(change.address()).isEqualTo("10.0.0.7");
    assertThat(change.before()).contains("viewer");
    assertThat(change.after()).contains("operator");
    assertThat(entries.toString() + entries.stream().map(e -> e.before() + "" + e.after()).toList())
        .doesNotContain("secret")
        .doesNotContain(token.secret());
  }

  @Test
  void pagesThroughTheAuditTrail() {
    for (int i = 0; i < 450; i++) {
      identity.audit().record(ANNA, "count", "" + i, Optional.empty(), Optional.empty());
    }
    await().until(() -> identity.audit().latest(Optional.empty(), 1000).size() >= 450);

    List<AuditEntry> first = identity.audit().latest(Optional.empty(), 10);
    List<AuditEntry> second = identity.audit().latest(Optional.of(first.getLast().id()), 10);
    assertThat(first).hasSize(10);
    assertThat(second).extracting(AuditEntry::id).doesNotContain(first.getLast().id());
    assertThat(second.getFirst().id()).isLessThan(first.getLast().id());
  }

  @Test
  void writesWhatWaitsBeforeItCloses() {
    for (int i = 0; i < 300; i++) {
      identity.audit().record(ANNA, "last", "" + i, Optional.empty(), Optional.empty());
    }
    closeBoth();
    identity = open();

    assertThat(identity.audit().latest(Optional.empty(), 1000))
        .filteredOn(entry -> entry.what().equals("last"))
        .hasSize(300);
  }

  @Test
  void servesManyLoginsAtOnce() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Account>>> logins =
          IntStream.range(0, 200)
              .mapToObj(
                  i -> executor.submit(() -> identity.authenticate("admin", "first-secret", HERE)))
              .toList();
      for (Future<Optional<Account>> login : logins) {
        assertThat(login.get()).isPresent();
      }
    }
  }

  private void deleteAllUsers() {
    database.transaction(m -> m.createQuery("DELETE FROM User u").executeUpdate());
  }

  private static Optional<String> opt(String text) {
    return Optional.of(text);
  }
}
