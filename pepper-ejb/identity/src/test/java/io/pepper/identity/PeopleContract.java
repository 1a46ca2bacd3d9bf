package io.pepper.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.TokenScope;
import io.pepper.identity.access.UserChange;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.external.ExternalPerson;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.login.ExpiredTokenException;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.Passwords;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rights, sessions, tokens and searches of the audit trail do on every database. */
abstract class PeopleContract {
  static final Actor ANNA = new Actor("anna", "10.0.0.7");
  static final Actor BERT = new Actor("bert", "10.0.0.8");
  static final String HERE = "127.0.0.1";

  @TempDir Path data;
  Database database;
  Identity identity;
  private volatile Duration ahead = Duration.ZERO;

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
    InstantSource time = () -> Instant.now().plus(ahead);
    return new Identity(database, settings, new Passwords(1000), time.withZone(ZoneOffset.UTC));
  }

  void closeBoth() {
    identity.close();
    database.close();
  }

  User create(String name, Role role, String... tags) {
    AllowedTags allowed = tags.length == 0 ? AllowedTags.EVERY : AllowedTags.of(List.of(tags));
    return identity.createUser(ANNA, name, name + "-secret", role, allowed);
  }

  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  private Account logIn(String name) {
    return identity.authenticate(name, name + "-secret", HERE).orElseThrow();
  }

  @Test
  void permitsWithinRoleAndTags() {
    create("bert", Role.OPERATOR, "billing", "mail");
    Account bert = logIn("bert");

    bert.require(Permission.DEFINE_QUEUES, Set.of("billing", "mail"));
    assertThatThrownBy(() -> bert.require(Permission.DEFINE_QUEUES, Set.of("mail", "other")))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining("tag 'other'")
        .hasMessageContaining("'bert'")
        .hasMessageContaining("define queues");
    assertThatThrownBy(() -> bert.require(Permission.DEFINE_QUEUES, Set.of()))
        .isInstanceOf(PermissionDeniedException.class);
    assertThatThrownBy(() -> bert.require(Permission.DEFINE_COMMANDS, Set.of("mail")))
        .hasMessageContaining("role admin");
    assertThatThrownBy(() -> bert.require(Permission.CHANGE_INSTANCES))
        .hasMessageContaining("every tag");
    bert.require(Permission.READ_DISCOVERY);
  }

  @Test
  void givesAnAdminEveryTagAndKeepsTheListForLater() {
    create("bert", Role.ADMIN, "billing");

    assertThat(logIn("bert").tags().isEvery()).isTrue();
    identity.changeUser(ANNA, "bert", UserChange.of(Role.VIEWER));
    assertThat(logIn("bert").tags().includes("mail")).isFalse();
    identity.changeUser(ANNA, "bert", UserChange.of(AllowedTags.EVERY));
    assertThat(logIn("bert").tags().includes("mail")).isTrue();
  }

  @Test
  void refusesTagsThatSayNothing() {
    for (List<String> wrong : List.of(List.<String>of(), List.of("a,b"), List.of(""))) {
      assertThatThrownBy(() -> AllowedTags.of(wrong))
          .isInstanceOfSatisfying(
              InvalidIdentityException.class, e -> assertThat(e.field()).isEqualTo("tags"));
    }
  }

  @Test
  void letsNobodyInWhoIsDisabled() {
    create("bert", Role.VIEWER);
    OpenSession session = identity.sessions().start(logIn("bert"), BERT.address(), "Firefox");
    assertThat(identity.sessions().find(session.secret())).isPresent();

    identity.changeUser(ANNA, "bert", UserChange.disabled(true));
    assertThat(identity.authenticate("bert", "bert-secret", HERE)).isEmpty();
    assertThat(identity.sessions().find(session.secret())).isEmpty();
    identity.changeUser(ANNA, "bert", UserChange.disabled(false));
    assertThat(identity.authenticate("bert", "bert-secret", HERE)).isPresent();
    assertThat(identity.sessions().find(session.secret())).isEmpty();
  }

  @Test
  void keepsTheLastAdminThatCanLogIn() {
    create("bert", Role.ADMIN);
    identity.changeUser(ANNA, "bert", UserChange.disabled(true));

    assertThatThrownBy(() -> identity.changeUser(ANNA, "admin", UserChange.disabled(true)))
        .hasMessageContaining("last admin");
    assertThatThrownBy(() -> identity.deleteUser(ANNA, "admin")).hasMessageContaining("last admin");
    assertThatThrownBy(() -> identity.changeUser(ANNA, "admin", UserChange.of(Role.OPERATOR)))
        .hasMessageContaining("last admin");
    identity.changeUser(ANNA, "bert", UserChange.disabled(false));
    identity.deleteUser(ANNA, "admin");
  }

  private Account admit(String name, String subject, UserOrigin origin, String... groups) {
    RoleMapping roles =
        RoleMapping.of(
            Settings.of(Map.of("roles", "admins: admin; ops: operator; mail: viewer mail")),
            "roles");
    ExternalPerson person =
        new ExternalPerson(
            name, Optional.of(subject).filter(text -> !text.isEmpty()), Set.of(groups));
    return identity.admit(person, origin, roles, HERE);
  }

  @Test
  void admitsPeopleOfOtherOriginsWithoutAPassword() {
    Account bert = admit("bert", "", UserOrigin.LDAP, "mail");
    assertThat(bert.tags().toString()).isEqualTo("tag mail");
    assertThat(identity.authenticate("bert", "", HERE)).isEmpty();
    assertThatThrownBy(() -> identity.changePassword(ANNA, "bert", "bert-secret", Optional.empty()))
        .hasMessageContaining("ldap");

    admit("bert", "", UserOrigin.LDAP, "ops", "mail");
    assertThat(identity.user("bert").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    assertThatThrownBy(() -> admit("bert", "", UserOrigin.LDAP, "others"))
        .isInstanceOf(LoginRefusedException.class);
    identity.changeUser(ANNA, "bert", UserChange.disabled(true));
    assertThatThrownBy(() -> admit("bert", "", UserOrigin.LDAP, "ops"))
        .isInstanceOf(LoginRefusedException.class);
  }

  @Test
  void givesNobodyTheNameOfSomebodyElse() {
    admit("erin", "id-1", UserOrigin.OIDC, "ops");

    for (String[] other :
        new String[][] {
          {"admin", "id-2"}, {"ADMIN", "id-2"}, {"Erin", "id-2"}, {"erin", "id-2"}, {"e e", "id-2"}
        }) {
      assertThatThrownBy(() -> admit(other[0], other[1], UserOrigin.OIDC, "admins"))
          .as(other[0])
          .isInstanceOf(LoginRefusedException.class);
    }
    assertThatThrownBy(() -> admit("erin", "", UserOrigin.LDAP, "admins"))
        .isInstanceOf(LoginRefusedException.class);
    assertThat(identity.user("erin").orElseThrow().role()).isEqualTo(Role.OPERATOR);
    assertThat(admit("erin", "id-1", UserOrigin.OIDC, "admins").roles()).contains("admin");
  }

  @Test
  void keepsAnAdminWithAPasswordHere() {
    admit("erin", "id-1", UserOrigin.OIDC, "admins");

    assertThatThrownBy(() -> identity.deleteUser(ANNA, "admin")).hasMessageContaining("last admin");
    assertThat(admit("erin", "id-1", UserOrigin.OIDC, "ops").roles()).doesNotContain("admin");
  }

  @Test
  void endsOtherSessionsWithThePassword() {
    create("bert", Role.VIEWER);
    OpenSession here = identity.sessions().start(logIn("bert"), BERT.address(), "Firefox");
    OpenSession there = identity.sessions().start(logIn("bert"), BERT.address(), "x".repeat(1000));
    assertThat(identity.sessions().of("bert"))
        .extracting(LoginSession::address)
        .containsExactly("10.0.0.8", "10.0.0.8");
    assertThat(identity.sessions().find(here.secret())).isPresent();
    assertThat(identity.sessions().find(there.secret())).isPresent();

    identity.changePassword(BERT, "bert", "new-bert-secret", Optional.of(here.id()));
    assertThat(identity.sessions().find(here.secret())).isPresent();
    assertThat(identity.sessions().find(there.secret())).isEmpty();
    assertThat(identity.sessions().find(here.id())).isEmpty();
  }

  @Test
  void changesNoUserWhoseSessionsCannotEnd() {
    create("bert", Role.VIEWER);
    OpenSession session = identity.sessions().start(logIn("bert"), BERT.address(), "");
    rename("pepper_session", "pepper_session_away");
    try {
      assertThatThrownBy(
              () -> identity.changePassword(ANNA, "bert", "new-bert-secret", Optional.empty()))
          .isInstanceOf(DatabaseUnavailableException.class);
      assertThatThrownBy(() -> identity.changeUser(ANNA, "bert", UserChange.disabled(true)))
          .isInstanceOf(DatabaseUnavailableException.class);
      assertThatThrownBy(() -> identity.deleteUser(ANNA, "bert"))
          .isInstanceOf(DatabaseUnavailableException.class);
    } finally {
      rename("pepper_session_away", "pepper_session");
    }

    assertThat(logIn("bert").name()).isEqualTo("bert");
    assertThat(identity.sessions().find(session.secret())).isPresent();
    assertThat(identity.deleteUser(ANNA, "bert")).isTrue();
    create("bert", Role.VIEWER);
    assertThat(identity.sessions().find(session.secret())).isEmpty();
  }

  private void rename(String table, String name) {
    database.sql(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute("ALTER TABLE " + table + " RENAME TO " + name);
      }
    });
  }

  @Test
  void endsSessionsOfOneAndOfNobodyElse() {
    create("bert", Role.VIEWER);
    OpenSession bert = identity.sessions().start(logIn("bert"), BERT.address(), "");
    OpenSession admin =
        identity.sessions().start(Account.of("admin", Role.ADMIN, AllowedTags.EVERY), HERE, "");
    Sessions sessions = identity.sessions();

    assertThat(sessions.end(BERT, admin.id(), Optional.of("bert"))).isFalse();
    assertThat(sessions.find(admin.secret())).isPresent();
    assertThat(sessions.end(ANNA, bert.id(), Optional.empty())).isTrue();
    assertThat(sessions.find(bert.secret())).isEmpty();
    sessions.logOut(new Actor("admin", HERE), admin.secret());
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void endsSessionsThatAreIdleOrOld() {
    create("bert", Role.VIEWER);
    OpenSession session = identity.sessions().start(logIn("bert"), BERT.address(), "");
    for (int hours = 6; hours < 7 * 24; hours += 6) {
      ahead = Duration.ofHours(hours);
      assertThat(identity.sessions().find(session.secret())).isPresent();
    }
    ahead = Duration.ofHours(7 * 24 + 1);
    assertThat(identity.sessions().find(session.secret())).isEmpty();

    OpenSession idle = identity.sessions().start(logIn("bert"), BERT.address(), "");
    ahead = ahead.plusHours(9);
    assertThat(identity.sessions().find(idle.secret())).isEmpty();
    assertThat(identity.sessions().all()).isEmpty();
  }

  @Test
  void keepsSessionsOverARestartUnlessToldOtherwise() {
    create("bert", Role.VIEWER);
    OpenSession session = identity.sessions().start(logIn("bert"), BERT.address(), "");
    closeBoth();
    identity = open();
    assertThat(identity.sessions().find(session.secret()).orElseThrow().account().name())
        .isEqualTo("bert");

    closeBoth();
    identity = open("pepper.session.keep", "false");
    assertThat(identity.sessions().find(session.secret())).isEmpty();
  }

  @Test
  void keepsFiftySessionsOfAUser() {
    create("bert", Role.VIEWER);
    for (int i = 0; i < 55; i++) {
      ahead = ahead.plusMillis(2);
      identity.sessions().start(logIn("bert"), BERT.address(), "");
    }

    assertThat(identity.sessions().of("bert")).hasSize(50);
  }

  @Test
  void saysThatATokenHasExpired() {
    Instant end = Instant.now().plusSeconds(60);
    TokenDraft draft =
        new TokenDraft("ci", TokenScope.READ, AllowedTags.of(List.of("a")), Optional.of(end));
    NewToken token = identity.createToken(ANNA, draft);
    assertThat(identity.authenticateToken(token.secret()).orElseThrow().tags().includes("b"))
        .isFalse();
    assertThat(identity.tokens().getFirst().lastUsed()).isPresent();

    ahead = Duration.ofMinutes(2);
    assertThatThrownBy(() -> identity.authenticateToken(token.secret()))
        .isInstanceOf(ExpiredTokenException.class)
        .hasMessageContaining("has expired");
    assertThatThrownBy(() -> identity.createToken(ANNA, draft)).hasMessageContaining("future");
  }

  @Test
  void letsATokenForMetricsReadNothingElse() {
    NewToken token = identity.createToken(ANNA, TokenDraft.of("prometheus", TokenScope.METRICS));
    Account account = identity.authenticateToken(token.secret()).orElseThrow();

    assertThat(account.roles()).containsExactly("metrics");
    for (Permission permission : Permission.values()) {
      assertThat(account.may(permission)).isEqualTo(permission == Permission.READ_METRICS);
    }
    assertThatThrownBy(
            () -> identity.createToken(ANNA, TokenDraft.of("prometheus", TokenScope.READ)))
        .hasMessageContaining("exists already");
    assertThat(identity.revokeToken(ANNA, "prometheus")).isTrue();
  }

  @Test
  void letsATokenForConfigurationReceiveThatOfItsTagsAndNothingElse() {
    AllowedTags tags = AllowedTags.of(List.of("shop"));
    NewToken token =
        identity.createToken(
            ANNA, new TokenDraft("cart", TokenScope.CONFIG, tags, Optional.empty()));
    Account account = identity.authenticateToken(token.secret()).orElseThrow();

    assertThat(account.roles()).containsExactlyInAnyOrder("config", "metrics");
    assertThat(EnumSet.allOf(Permission.class).stream().filter(account::may))
        .containsExactlyInAnyOrder(
            Permission.READ_METRICS, Permission.READ_CONFIG, Permission.RECEIVE_CONFIG);
    assertThat(account.may(Permission.RECEIVE_CONFIG, Set.of("shop"))).isTrue();
    assertThat(account.may(Permission.RECEIVE_CONFIG, Set.of("bank"))).isFalse();
    assertThat(identity.revokeToken(ANNA, "cart")).isTrue();
  }

  @Test
  void findsInTheAuditTrailAndForgetsWhatIsOld() {
    create("bert", Role.VIEWER);
    ahead = Duration.ofDays(10);
    identity.audit().record(BERT, "pause topic", "Orders/100%", Optional.empty(), Optional.empty());
    await().until(() -> find(search().by("bert")).size() == 1);

    assertThat(find(search().subject("orders/100%"))).hasSize(1);
    assertThat(find(search().subject("orders_100%"))).isEmpty();
    assertThat(find(search().action("PAUSE"))).hasSize(1);
    Instant later = Instant.now().plus(Duration.ofDays(5));
    assertThat(find(search().since(later))).extracting(AuditEntry::who).containsExactly("bert");
    assertThat(find(search().until(later))).extracting(AuditEntry::what).contains("create user");

    ((AuditTrail) identity.audit()).deleteOld(later);
    assertThat(find(search())).hasSize(1);
  }

  @Test
  void recordsLoginsAndSomeOfThoseThatFailed() {
    create("bert", Role.VIEWER);
    for (int i = 0; i < 3; i++) {
      identity.authenticate("bert", "wrong-secret", "10.9.9.9");
    }
    identity.authenticate("hunter2-typed-here", "x", "10.9.9.9");
    OpenSession session = identity.sessions().start(logIn("bert"), BERT.address(), "Firefox");
    identity.sessions().logOut(BERT, session.secret());

    await().until(() -> find(search().action("log")).size() == 4);
    assertThat(find(search().action("log")))
        .extracting(entry -> entry.who() + ": " + entry.what() + " " + entry.after().orElse(""))
        .containsExactly(
            "bert: log out ",
            "bert: log in by local, Firefox",
            "unknown user: fail to log in no such user",
            "bert: fail to log in wrong password");
  }

  private List<AuditEntry> find(SearchBuilder search) {
    return identity.audit().find(search.build());
  }

  private static SearchBuilder search() {
    return new SearchBuilder(AuditSearch.latest(100));
  }

  private record SearchBuilder(AuditSearch build) {
    SearchBuilder by(String who) {
      return with(Optional.of(who), build.subject(), build.action(), build.since(), build.until());
    }

    SearchBuilder subject(String text) {
      return with(build.by(), Optional.of(text), build.action(), build.since(), build.until());
    }

    SearchBuilder action(String text) {
      return with(build.by(), build.subject(), Optional.of(text), build.since(), build.until());
    }

    SearchBuilder since(Instant from) {
      return with(build.by(), build.subject(), build.action(), Optional.of(from), build.until());
    }

    SearchBuilder until(Instant end) {
      return with(build.by(), build.subject(), build.action(), build.since(), Optional.of(end));
    }

    private SearchBuilder with(
        Optional<String> by,
        Optional<String> subject,
        Optional<String> action,
        Optional<Instant> since,
        Optional<Instant> until) {
      return new SearchBuilder(
          new AuditSearch(by, subject, action, since, until, build.before(), build.limit()));
    }
  }
}
