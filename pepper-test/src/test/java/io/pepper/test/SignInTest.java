package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.LdapServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Sign-in by a real directory server and a real OpenID provider (docs/sign-in.md). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInTest {
  private static LdapServer ldap;
  private static OpenIdProvider provider;
  private static Pepper pepper;

  @BeforeAll
  static void start() {
    NeededTool.check(LdapServer.isInstalled(), "slapd ldap-utils");
    NeededTool.check(OpenIdProvider.isInstallable(), "nodejs npm");
    ldap = LdapServer.start();
    provider = OpenIdProvider.prepare();
    pepper =
        Pepper.embedded()
            .withHttps()
            .with("pepper.ldap.url", ldap.uri())
            .with("pepper.ldap.bind", LdapServer.READER)
            .with("pepper.ldap.password", ldap.readerPassword())
            .with("pepper.ldap.base", "ou=people,dc=example,dc=org")
            .with("pepper.ldap.roles", "pepper-admins: admin; mail-ops: operator mail")
            .with("pepper.oidc.issuer", provider.issuer())
            .with("pepper.oidc.client-id", "pepper")
            .with("pepper.oidc.client-secret", OpenIdProvider.SECRET)
            .with("pepper.oidc.label", "Example ID")
            .with("pepper.oidc.roles", "pepper-admins: admin; mail-ops: viewer mail")
            .start();
  }

  @AfterAll
  static void end() {
    if (pepper != null) {
      pepper.close();
    }
    if (provider != null) {
      provider.close();
    }
    if (ldap != null) {
      ldap.close();
    }
  }

  private static Chromium browser() {
    return new Chromium(pepper, pepper.httpsUrl());
  }

  private static RestAnswer call(String user, String password) {
    return new Rest(pepper.httpUrl(), user, password).get("/api/v1/queues");
  }

  private static int status(String user, String password) {
    return call(user, password).status();
  }

  private static void awaitAudited(String... texts) {
    Chromium.await(() -> {
      String trail = pepper.rest().get("/api/v1/audit?limit=100").body();
      return Stream.of(texts).allMatch(trail::contains);
    });
  }

  private static void disable(String user, boolean disabled) {
    pepper.rest().patch("/api/v1/users/" + user, "{\"disabled\":" + disabled + "}").expect2xx();
  }

  private static String redirectOf(String path, String header) {
    return Script.run(
            pepper.folder(),
            List.of("curl", "-sk", "-w", "%{redirect_url}", "-H", header, pepper.httpsUrl() + path))
        .output();
  }

  @Test
  @Order(1)
  void letsPeopleOfItsOwnInWhileTheOthersAreAway() {
    ldap.stop();
    try (Chromium browser = browser()) {
      assertThat(status("bob", "bob-secret")).isEqualTo(503);
      browser.open("/cron.xhtml");
      browser.click("#oidc");
      browser.eventually("The sign-in service cannot be used now");
      assertThat(browser.address()).endsWith("/login.xhtml?problem=provider&to=%2Fcron.xhtml");
      browser.logIn("bob", "bob-secret");
      browser.eventually("The directory of users cannot be reached now");
      browser.open("/login.xhtml?problem=provider&to=/cron.xhtml");
      browser.logIn("admin", pepper.adminPassword());
      Chromium.await(() -> browser.address().equals(pepper.httpsUrl() + "/cron.xhtml"));
    } finally {
      ldap.again();
      provider.start(pepper.httpsUrl() + "/oidc/callback");
    }
    assertThat(status("bob", "bob-secret")).isEqualTo(200);
    assertThat(pepper.output()).contains("pepper.oidc.issuer").contains("pepper.ldap.url");
  }

  @Test
  @Order(2)
  void takesPasswordsOfTheDirectory() {
    assertThat(status("alice", "alice-secret")).isEqualTo(200);
    assertThat(status("alice", "")).isEqualTo(401);
    RestAnswer carol = call("carol", "carol-secret");
    assertThat(carol.status()).isEqualTo(401);
    assertThat(carol.body()).contains("not allowed in here");
    try (Chromium browser = browser()) {
      browser.open("/");
      browser.logIn("carol", "carol-secret");
      browser.eventually("You are known, but not allowed in here");
      browser.open("/");
      browser.logIn("alice", "alice-secret");
      browser.eventually("Queues");
    }
    awaitAudited("by ldap, ", "no group with a role");
  }

  @Test
  @Order(3)
  void keepsGuessersAndTheDisabledOut() {
    disable("bob", true);
    assertThat(status("bob", "bob-secret")).isEqualTo(401);
    disable("bob", false);
    List<Integer> guesses =
        Stream.of("bob", "BOB", " bob", "bob ").map(name -> status(name, "guess")).toList();
    assertThat(guesses).containsExactly(401, 401, 401, 429);
    try (Chromium browser = browser()) {
      // The block is short, so that on a busy machine it may have ended before the browser is
      // there.
      Chromium.await(() -> {
        browser.open("/");
        browser.logIn("bob", "guess");
        browser.eventually(".problem", "");
        Object problem = browser.script("return document.querySelector('.problem').textContent");
        return problem.toString().contains("Too many failed logins");
      });
    }
  }

  @Test
  @Order(4)
  void letsPeopleInByTheProviderAndOutAgain() throws IOException {
    try (Chromium browser = browser()) {
      browser.open("/cron.xhtml?filter=x");
      browser.click("#oidc");
      provider.signIn(browser, "erin");
      String wanted = pepper.httpsUrl() + "/cron.xhtml?filter=x";
      Chromium.await(() -> browser.address().equals(wanted));
      String session = browser.cookie(Chromium.SESSION);
      awaitAudited("by oidc, ");

      browser.open("/oidc/login?to=//example.com/");
      Chromium.await(() -> browser.address().equals(pepper.httpsUrl() + "/"));
      assertThat(browser.cookie(Chromium.SESSION)).isNotEqualTo(session);

      browser.click("input[value='Log out']");
      browser.click("#elsewhere-out");
      provider.signOut(browser);
      Chromium.await(() -> browser.address().startsWith(pepper.httpsUrl() + "/login.xhtml"));

      provider.rotateKeys();
      browser.click("#oidc");
      provider.signIn(browser, "erin");
      browser.eventually("Queues");
    }
  }

  @Test
  @Order(5)
  void keepsOutWhoMayNotEnter() {
    try (Chromium browser = browser()) {
      browser.open("/");
      browser.click("#oidc");
      provider.signIn(browser, "mallory");
      browser.eventually("You are known, but not allowed in here");
      browser.forget();

      disable("erin", true);
      browser.open("/login.xhtml");
      browser.click("#oidc");
      provider.signIn(browser, "erin");
      browser.eventually("You are known, but not allowed in here");

      assertThat(redirectOf("/oidc/login", "Sec-Fetch-Site: cross-site")).endsWith("/login.xhtml");
      assertThat(redirectOf("/oidc/login", "X-No: no")).startsWith(provider.issuer() + "/auth?");
      browser.open("/oidc/callback?code=stolen&state=guessed");
      browser.eventually("The sign-in was not completed");
      browser.open("/");
      assertThat(browser.address()).contains("/login.xhtml");
    }
    awaitAudited("mallory", "no group with a role", "erin", "disabled");
  }

  @Test
  @Order(6)
  void tellsNoSecretToTheLog() throws IOException {
    StringBuilder log = new StringBuilder(pepper.output());
    try (Stream<Path> files = Files.walk(pepper.dataFolder().resolve("log"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        log.append(Files.readString(file));
      }
    }
    assertThat(log)
        .contains("'mallory' with the groups [] may not enter")
        .doesNotContain(OpenIdProvider.SECRET, ldap.readerPassword(), "alice-secret", "code=");
  }
}
