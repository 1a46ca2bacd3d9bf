package io.pepper.identity.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.fixtures.LdapServer;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real OpenLDAP server. */
class LdapDirectoryTest {
  private static LdapServer server;

  @BeforeAll
  static void start() {
    server = LdapServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static Map<String, String> searching() {
    return new HashMap<>(
        Map.of(
            "pepper.ldap.url",
            server.uri(),
            "pepper.ldap.bind",
            LdapServer.READER,
            "pepper.ldap.password",
            server.readerPassword(),
            "pepper.ldap.base",
            "ou=people,dc=example,dc=org"));
  }

  private static LdapDirectory directory(Map<String, String> settings) {
    return LdapDirectory.of(Settings.of(settings)).orElseThrow();
  }

  @Test
  void findsPeopleAndTheirGroups() {
    Optional<ExternalPerson> alice = directory(searching()).authenticate("alice", "alice-secret");

    assertThat(alice.orElseThrow().name()).isEqualTo("alice");
    assertThat(alice.get().groups())
        .containsExactlyInAnyOrder("pepper-admins", "cn=pepper-admins,ou=groups,dc=example,dc=org");
    assertThat(directory(searching()).authenticate("ALICE", "alice-secret"))
        .as("the name as the directory writes it")
        .contains(alice.get());
  }

  @Test
  void refusesWrongPasswordsAndStrangers() {
    LdapDirectory directory = directory(searching());

    assertThat(directory.authenticate("alice", "bob-secret")).isEmpty();
    assertThat(directory.authenticate("nobody", "x")).isEmpty();
    assertThat(directory.authenticate("alice", "")).as("an anonymous bind").isEmpty();
    assertThat(directory.authenticate("", "alice-secret")).isEmpty();
  }

  /** What would change the meaning of a filter or of a distinguished name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "al*",
        "alice)(uid=*",
        "*)(|(uid=*",
        "alice,ou=people",
        "\\61lice",
        "a\0lice",
        "(alice)"
      })
  void takesNamesAsTheyAre(String name) {
    assertThat(directory(searching()).authenticate(name, "alice-secret")).isEmpty();
    assertThat(directory(direct()).authenticate(name, "alice-secret")).isEmpty();
  }

  private static Map<String, String> direct() {
    return new HashMap<>(
        Map.of(
            "pepper.ldap.url",
            server.uri(),
            "pepper.ldap.user",
            "uid={name},ou=people,dc=example,dc=org"));
  }

  @Test
  void letsPeopleLookThemselvesUp() {
    assertThat(directory(direct()).authenticate("bob", "bob-secret").orElseThrow().groups())
        .contains("mail-ops");
    assertThat(directory(direct()).authenticate("bob", "wrong")).isEmpty();
  }

  @Test
  void findsGroupsThatListTheirMembers() {
    Map<String, String> settings = searching();
    settings.put("pepper.ldap.groups", "none");
    settings.put("pepper.ldap.groups.base", "ou=groups,dc=example,dc=org");

    assertThat(directory(settings).authenticate("bob", "bob-secret").orElseThrow().groups())
        .contains("mail-ops");
  }

  @Test
  void encryptsByStartTlsAndFromTheFirstByte() {
    Map<String, String> started = searching();
    started.put("pepper.ldap.starttls", "true");
    assertThatThrownBy(() -> directory(started).authenticate("alice", "alice-secret"))
        .as("a certificate that nobody trusts")
        .isInstanceOf(ExternalLoginException.class);

    started.put("pepper.ldap.trust", server.certificate());
    assertThat(directory(started).authenticate("alice", "alice-secret")).isPresent();
    Map<String, String> whole = searching();
    whole.put("pepper.ldap.url", server.tlsUri());
    whole.put("pepper.ldap.trust", server.certificate());
    assertThat(directory(whole).authenticate("alice", "alice-secret")).isPresent();
  }

  @Test
  void refusesACertificateForAnotherName() {
    for (String url : List.of(server.uri(), server.tlsUri())) {
      Map<String, String> settings = searching();
      settings.put("pepper.ldap.url", url.replace("127.0.0.1", "localhost"));
      settings.put("pepper.ldap.starttls", Boolean.toString(url.startsWith("ldap:")));
      settings.put("pepper.ldap.trust", server.certificate());
      assertThatThrownBy(() -> directory(settings).authenticate("alice", "alice-secret"))
          .isInstanceOf(ExternalLoginException.class)
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void asksTheNextServerWhenOneIsAway() {
    Map<String, String> settings = searching();
    settings.put("pepper.ldap.url", "ldap://127.0.0.1:1, " + server.uri());

    assertThat(directory(settings).authenticate("alice", "alice-secret")).isPresent();
  }

  @Test
  void letsNobodyInWhoIsNotTheOnlyOne() {
    Map<String, String> settings = searching();
    settings.put("pepper.ldap.filter", "(|(uid={name})(objectClass=inetOrgPerson))");

    assertThat(directory(settings).authenticate("alice", "alice-secret")).isEmpty();
  }

  @Test
  void saysSoWhenItMayNotLookPeopleUp() {
    Map<String, String> settings = searching();
    settings.put("pepper.ldap.password", "wrong");

    assertThatThrownBy(() -> directory(settings).authenticate("alice", "alice-secret"))
        .isInstanceOf(ExternalLoginException.class)
        .hasMessageContaining("pepper.ldap.url")
        .hasMessageNotContaining("alice-secret");
  }

  @Test
  void saysSoWhenTheServerDoesNotAnswer() {
    Map<String, String> settings = searching();
    settings.put("pepper.ldap.timeout", "300ms");
    LdapDirectory directory = directory(settings);
    server.freeze();
    try {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> directory.authenticate("alice", "alice-secret"))
          .isInstanceOf(ExternalLoginException.class)
          .hasMessageContaining("pepper.ldap.url");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    } finally {
      server.thaw();
    }
    assertThat(directory.authenticate("alice", "alice-secret")).isPresent();
  }

  @Test
  void refusesSettingsThatCannotWork() {
    for (String[] wrong :
        new String[][] {
          {"pepper.ldap.url", "http://x"},
          {"pepper.ldap.url", "ldap://a, ldaps://b"},
          {"pepper.ldap.url", "ldap://reader:secret@a"},
          {"pepper.ldap.url", "ldap://a/dc=example"},
          {"pepper.ldap.url", "ldap://a:99999"},
          {"pepper.ldap.filter", "(uid=*)"},
          {"pepper.ldap.filter", "(uid={name}"},
          {"pepper.ldap.groups.filter", "(member=me)"},
          {"pepper.ldap.base", ""},
          {"pepper.ldap.base", "people"},
          {"pepper.ldap.bind", ""},
          {"pepper.ldap.password", ""},
          {"pepper.ldap.user", "uid=alice,dc=x"},
          {"pepper.ldap.trust", "/nowhere"},
          {"pepper.ldap.timeout", "2h"},
          {"pepper.ldap.timeout", "0s"},
        }) {
      Map<String, String> settings = searching();
      settings.put(wrong[0], wrong[1]);
      assertThatThrownBy(() -> directory(settings))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith(wrong[0]);
    }
    assertThat(LdapDirectory.of(Settings.of(Map.of()))).isEmpty();
  }
}
