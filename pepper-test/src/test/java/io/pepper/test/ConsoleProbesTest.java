package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Harmless probes of what strangers and pages of other sites may try at the console. */
@ExtendWith(SharedPepper.class)
class ConsoleProbesTest {
  private static final String PROBE = "<img src=x onerror='window.probe=1'>";
  private static final String SESSION = "pepper-login";

  /** As each page has one of its own: a UUID in Base64. */
  private static final String NONCE =
      "&primefaces.nonce=N2E2ZjM0ZmQtMTJjNy00YjU2LThiZGEtM2M0ZDVlNmY3MDgx";

  private final Pepper pepper;

  ConsoleProbesTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://other.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void takesNoFormOfAnotherSite(String header, String value) throws Exception {
    String session = session();
    pepper.define("probe-site", "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"}}}}");

    for (String page : List.of("/", "/queue-edit.xhtml?name=probe-site", "/account.xhtml")) {
      assertThat(post(page, "page=page" + NONCE, "Cookie", session, header, value).statusCode())
          .isEqualTo(403);
    }
    assertThat(
            send("DELETE", "/api/v1/queues/probe-site", "", "Cookie", session, header, value)
                .statusCode())
        .isEqualTo(401);
    HttpResponse<String> login =
        LoginForm.send(pepper, "admin", pepper.adminPassword(), "/", header, value);
    assertThat(login.statusCode()).isEqualTo(403);
    assertThat(login.headers().allValues("Set-Cookie")).isEmpty();
    pepper.rest().get("/api/v1/queues/probe-site").expect2xx();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "&primefaces.nonce=*", "&primefaces.nonce=AAAA"})
  void takesNoFormThatIsOfNoPage(String nonce) throws Exception {
    assertThat(post("/login.xhtml", "login=login" + nonce, "Cookie", "none=1").statusCode())
        .isEqualTo(400);
  }

  /** Only scripts of the console's own pages can send that header. */
  @Test
  void takesNoCallOfRestForASessionWithoutTheHeaderOfItsPages() throws Exception {
    String session = session();

    assertThat(send("GET", "/api/v1/me", "", "Cookie", session).statusCode()).isEqualTo(401);
    assertThat(
            send("GET", "/api/v1/me", "", "Cookie", session, "X-Requested-With", "pepper")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void givesEachLoginASessionOfItsOwn() throws Exception {
    String fixed = SESSION + "=chosen-by-somebody-else; pepper-session=chosen-too";
    HttpResponse<String> answer =
        LoginForm.send(pepper, "admin", pepper.adminPassword(), "/", "Cookie", fixed);

    assertThat(LoginForm.cookie(answer, SESSION)).doesNotContain("chosen").hasSizeGreaterThan(40);
    assertThat(LoginForm.cookie(answer, "pepper-session")).doesNotContain("chosen");
    assertThat(send("GET", "/cron.xhtml", "", "Cookie", fixed).statusCode()).isEqualTo(302);
    assertThat(LoginForm.cookie(answer, SESSION))
        .isNotEqualTo(
            LoginForm.cookie(
                LoginForm.send(pepper, "admin", pepper.adminPassword(), "/"), SESSION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//other.example",
        "/\\other.example",
        "\\\\other.example",
        "https://other.example/",
        "/\t/other.example",
        "/..//other.example",
        "javascript:probe",
        "/\r\nX-Probe: 1",
        ""
      })
  void leadsToNoOtherSiteAfterALogin(String to) throws Exception {
    HttpResponse<String> answer = LoginForm.send(pepper, "admin", pepper.adminPassword(), to);

    assertThat(answer.headers().firstValue("X-Probe")).isEmpty();
    URI target = URI.create(pepper.httpUrl()).resolve(location(answer));
    assertThat(target.getAuthority()).isEqualTo(URI.create(pepper.httpUrl()).getAuthority());
    assertThat(location(answer)).doesNotContain("other.example");
  }

  @Test
  void refusesWhoGuessesForAWhile() throws Exception {
    String page = "";
    for (int guess = 0; guess < 12 && !page.contains("Too many"); guess++) {
      page = LoginForm.send(pepper, "probe-nobody", "guess-" + guess, "/").body();
    }

    assertThat(page).contains("Too many failed logins");
    assertThat(LoginForm.send(pepper, "admin", pepper.adminPassword(), "/").statusCode())
        .isEqualTo(302);
  }

  @Test
  void showsTextOfOthersAsText() throws Exception {
    LoginForm.send(pepper, "admin", pepper.adminPassword(), "/", "User-Agent", PROBE);
    String quoted = Json.createValue(PROBE).toString();
    pepper
        .rest()
        .put(
            "/api/v1/cron/jobs/probe-text",
            """
            {"schedule":"@manually","remark":%s,
             "run":{"type":"command","command":["sh","-c",%s]}}\
            """
                .formatted(quoted, quoted))
        .expect2xx();
    pepper.rest().post("/api/v1/cron/jobs/probe-text/run", "{}");
    new Provider(pepper, "probe", "probe.text")
        .register("z", "h", "metadata", "{\"a\":" + quoted + "}");
    String ghost = "/topic.xhtml?queue=" + encoded(PROBE) + "&topic=t&q=" + encoded(PROBE);

    try (Chromium browser = new Chromium(pepper)) {
      browser.enter("admin");
      for (String page :
          List.of(
              "/sessions.xhtml",
              "/audit.xhtml",
              "/audit.xhtml?subject=" + encoded(PROBE),
              "/cron.xhtml?q=" + encoded(PROBE),
              "/cron-job.xhtml?name=probe-text",
              "/cron-edit.xhtml?name=probe-text",
              "/discovery-app.xhtml?env=probe&app=probe.text",
              "/?q=" + encoded(PROBE) + "&sort=" + encoded(PROBE),
              "/queue-edit.xhtml?name=" + encoded(PROBE),
              "/person.xhtml?name=" + encoded(PROBE),
              "/login.xhtml?to=" + encoded(PROBE),
              ghost)) {
        browser.open(page);
        assertThat(browser.has("h1")).as(page).isTrue();
        assertThat(browser.has("img[onerror]")).as(page).isFalse();
        assertThat(browser.script("return window.probe === undefined")).as(page).isEqualTo(true);
      }
      browser.open("/sessions.xhtml");
      browser.eventually(PROBE);
      browser.open("/cron-job.xhtml?name=probe-text");
      browser.eventually(PROBE);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private String session() throws Exception {
    HttpResponse<String> answer = LoginForm.send(pepper, "admin", pepper.adminPassword(), "/");
    return SESSION + "=" + LoginForm.cookie(answer, SESSION).replaceFirst(";.*", "");
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("/");
  }

  private HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, form, headers);
  }

  private HttpResponse<String> send(String method, String path, String form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pepper.httpUrl() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .headers(headers)
            .method(method, BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
