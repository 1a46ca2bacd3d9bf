package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
import io.pepper.identity.access.UserChange;
import io.pepper.settings.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What users, tokens and audit do on every database. */
abstract class IdentityContract extends PeopleContract {
  @Test
  void letsTheFirstAdminInWithThePasswordOfTheSettings() {
    Account admin = identity.authenticate("admin", "first-secret", HERE).orElseThrow();

    assertThat(admin.roles()).containsExactlyInAnyOrder("admin", "operator", "viewer", "metrics");
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
    identity.createUser(ANNA, "bert", "bert-secret", Role.VIEWER, AllowedTags.EVERY);
    assertThat(identity.authenticate("bert", "bert-secret", HERE).orElseThrow().role())
        .contains(Role.VIEWER);

    assertThat(identity.changeUser(ANNA, "bert", UserChange.of(Role.OPERATOR))).isPresent();
    assertThat(identity.authenticate("bert", "bert-secret", HERE).orElseThrow().may(Role.OPERATOR))
        .isTrue();

    assertThat(identity.changePassword(ANNA, "bert", "new-secret", Optional.empty())).isTrue();
    assertThat(identity.authenticate("bert", "bert-secret", HERE)).isEmpty();
    assertThat(identity.authenticate("bert", "new-secret", HERE)).isPresent();

    assertThat(identity.users()).extracting(User::name).containsExactly("admin", "bert");
    assertThat(identity.deleteUser(ANNA, "bert")).isTrue();
    assertThat(identity.deleteUser(ANNA, "bert")).isFalse();
    assertThat(identity.changeUser(ANNA, "bert", UserChange.of(Role.ADMIN))).isEmpty();
    assertThat(identity.changePassword(ANNA, "bert", "other-secret", Optional.empty())).isFalse();
    assertThat(identity.authenticate("bert", "new-secret", HERE)).isEmpty();
  }

  @Test
  void namesTheFieldThatIsWrong() {
    refused(
        "name",
        () -> identity.createUser(ANNA, "a b", "long-enough", Role.VIEWER, AllowedTags.EVERY));
    refused(
        "name",
        () -> identity.createUser(ANNA, "admin", "long-enough", Role.VIEWER, AllowedTags.EVERY));
    refused(
        "password",
        () -> identity.createUser(ANNA, "bert", "short", Role.VIEWER, AllowedTags.EVERY));
    refused("role", () -> Role.of("root"));
    refused("role", () -> identity.deleteUser(ANNA, "admin"));
    refused("role", () -> identity.changeUser(ANNA, "admin", UserChange.of(Role.VIEWER)));
    refused("name", () -> identity.createToken(ANNA, TokenDraft.of(" ", TokenScope.READ)));
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
        identity.createUser(ANNA, "second", "long-enough", Role.ADMIN, AllowedTags.EVERY);
      }
      identity.changeUser(ANNA, "second", UserChange.of(Role.ADMIN));
      identity.changeUser(ANNA, "admin", UserChange.of(Role.ADMIN));
      try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
        both.submit(() -> identity.changeUser(ANNA, "admin", UserChange.of(Role.VIEWER)));
        both.submit(() -> identity.changeUser(ANNA, "second", UserChange.of(Role.VIEWER)));
      }
      assertThat(identity.users()).extracting(User::role).contains(Role.ADMIN);
    }
  }

  @Test
  void letsATokenInUntilItIsRevoked() {
    NewToken made = identity.createToken(ANNA, TokenDraft.of("deploy script", TokenScope.OPERATE));

    Account account = identity.authenticateToken(made.secret()).orElseThrow();
    assertThat(account.name()).isEqualTo("token:deploy script");
    assertThat(account.roles()).containsExactlyInAnyOrder("operator", "viewer", "metrics");
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
    identity.createUser(ANNA, "bert", "bert-secret", Role.VIEWER, AllowedTags.EVERY);
    identity.changeUser(ANNA, "bert", UserChange.of(Role.OPERATOR));
    identity.changePassword(ANNA, "bert", "other-secret", Optional.empty());
    NewToken token = identity.createToken(ANNA, TokenDraft.of("ci", TokenScope.READ));
    identity.audit().record(ANNA, "pause topic", "😀".repeat(400), opt("x".repeat(5000)), opt("é"));

    await().until(() -> identity.audit().find(AuditSearch.latest(5)).size() == 5);
    List<AuditEntry> entries = identity.audit().find(AuditSearch.latest(5));
    assertThat(entries)
        .extracting(AuditEntry::what)
        .contains("create user", "change user", "change password", "create token", "pause topic");
    AuditEntry change =
        entries.stream().filter(e -> e.what().equals("change user")).findFirst().orElseThrow();
    assertThat(change.who()).isEqualTo("anna");
    assertThat(change.address()).isEqualTo("10.0.0.7");
    assertThat(change.before()).contains("viewer, every tag");
    assertThat(change.after()).contains("operator, every tag");
    assertThat(entries.toString() + entries.stream().map(e -> e.before() + "" + e.after()).toList())
        .doesNotContain("secret")
        .doesNotContain(token.secret());
  }

  @Test
  void pagesThroughTheAuditTrail() {
    for (int i = 0; i < 450; i++) {
      identity.audit().record(ANNA, "count", "" + i, Optional.empty(), Optional.empty());
    }
    await().until(() -> identity.audit().find(AuditSearch.latest(1000)).size() >= 450);

    List<AuditEntry> first = identity.audit().find(AuditSearch.latest(10));
    List<AuditEntry> second =
        identity.audit().find(AuditSearch.latest(10).after(first.getLast().id(), 10));
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

    assertThat(identity.audit().find(AuditSearch.latest(1000)))
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
