package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.ReverseProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;

/** Pepper behind proxies that end TLS, set up as docs/https.md says. */
@ExtendWith(SharedPepper.class)
class ReverseProxyTest {
  private final Pepper pepper;

  ReverseProxyTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "caddy", "haproxy"})
  void worksBehind(String kind) throws IOException {
    try (ReverseProxy proxy = DocumentedProxy.before(pepper, kind)) {
      letsPeopleIn(proxy);
      redirectsWithinTheSite(proxy);
      throttlesTheCallerAndNotTheProxy(proxy, kind);
      holdsPolls(proxy);
      passesOnWhatIsLarge(proxy);
    }
  }

  private void letsPeopleIn(ReverseProxy proxy) {
    try (Chromium browser = new Chromium(pepper, proxy.url())) {
      browser.open("/cron.xhtml");
      assertThat(browser.address()).isEqualTo(proxy.url() + "/login.xhtml?to=%2Fcron.xhtml");
      browser.logIn("admin", pepper.adminPassword());
      Chromium.await(() -> browser.address().equals(proxy.url() + "/cron.xhtml"));

      Cookie session = browser.wholeCookie(Chromium.SESSION);
      assertThat(session.isSecure()).isTrue();
      assertThat(session.isHttpOnly()).isTrue();
      assertThat(session.getSameSite()).isEqualTo("Lax");
    }
  }

  private static void redirectsWithinTheSite(ReverseProxy proxy) {
    String head = curl("127.0.0.1", "-i", proxy.url() + "/").output();

    assertThat(head).containsIgnoringCase("location: /login.xhtml");
  }

  /** Whatever the caller says of itself. */
  private void throttlesTheCallerAndNotTheProxy(ReverseProxy proxy, String user) {
    String queues = proxy.url() + "/api/v1/queues";
    String status = "401";
    for (int attempt = 0; attempt < 10 && status.equals("401"); attempt++) {
      String forged = "198.51.100." + attempt;
      status =
          curl(
                  "127.0.0.3",
                  "-o",
                  "/dev/null",
                  "-w",
                  "%{http_code}",
                  "-u",
                  user + ":wrong",
                  "-H",
                  "X-Forwarded-For: " + forged,
                  "-H",
                  "Forwarded: for=" + forged,
                  queues)
              .output();
    }
    assertThat(status).as("the caller that guesses passwords").isEqualTo("429");
    assertThat(
            curl("127.0.0.4", "-o", "/dev/null", "-w", "%{http_code}", "-u", user + ":x", queues)
                .output())
        .as("another one")
        .isEqualTo("401");
  }

  /** A poll without news is held for as long as its caller says. */
  private static void holdsPolls(ReverseProxy proxy) {
    String app = "proxied." + System.nanoTime();
    String form = "env=uat&zone=z&hostname=h&status=1&addrs=http://10.0.0.1:1&appid=" + app;
    String discovery = proxy.url() + "/discovery/";
    // From 127.0.0.1 all hops are trusted proxies, so that the first of them is the caller.
    assertThat(curl("127.0.0.1", "-d", form, discovery + "register").output())
        .contains("\"code\":0");
    String query = "polls?env=uat&hostname=h&appid=" + app + "&latest_timestamp=";
    String news = curl("127.0.0.1", discovery + query + 0).output();
    String latest = news.replaceAll("(?s).*\"latest_timestamp\":(\\d+).*", "$1");

    long begun = System.nanoTime();
    Script held = curl("127.0.0.1", "-H", "x1-bmspy-timeout: 1500", discovery + query + latest);

    assertThat(held.output()).contains("\"code\":-304");
    assertThat(System.nanoTime() - begun).isGreaterThan(1_400_000_000L);
  }

  /** Larger than what proxies keep in memory, both ways. */
  private void passesOnWhatIsLarge(ReverseProxy proxy) throws IOException {
    pepper.define(
        "proxied",
        """
        {"password":"p","topics":{"t":{"delivery":{"type":"pull"},"paused":true}}}\
        """);
    String payload = "x".repeat(1_000_000);
    Path body =
        Files.writeString(
            pepper.folder().resolve("large"),
            "{\"payloads\":[\"%s\",\"%s\",\"%s\"]}".formatted(payload, payload, payload));
    String login = "admin:" + pepper.adminPassword();
    String jobs = proxy.url() + "/api/v1/queues/proxied/";

    String json = "Content-Type: application/json";
    assertThat(curl("127.0.0.1", "-u", login, "-H", json, "-d", "@" + body, jobs + "jobs").output())
        .contains("\"jobs\":[");
    assertThat(curl("127.0.0.1", "-u", login, jobs + "topics/t/jobs?state=ready").output())
        .hasSizeGreaterThan(3_000_000);
    pepper.rest().delete("/api/v1/queues/proxied").expect2xx();
  }

  private static Script curl(String from, String... words) {
    List<String> command = new ArrayList<>(List.of("curl", "-sk", "--interface", from));
    command.addAll(List.of(words));
    return Script.run(Path.of("."), command);
  }
}
