package io.pepper.test;

import static io.pepper.test.Http2Offers.answerTo;
import static io.pepper.test.Http2Offers.conversation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request on the HTTP port, whatever page it is for. */
@ExtendWith(SharedPepper.class)
class HttpPortTest {
  private static final Pattern STYLE =
      Pattern.compile("href=\"(/jakarta.faces.resource/theme.css[^\"]*h=[0-9a-f]+[^\"]*)\"");

  private final Pepper pepper;

  HttpPortTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/%",
        "/%4",
        "/%u0041",
        "/a;b=%zz",
        "/discovery/%zz",
        "/discovery/nodes/%",
        "/api/v1/queues/%zz",
        "/login.xhtml/%zz",
        "http://somewhere/%zz",
        "/%ff",
        "/%c0%ae",
        "/%00",
        "/a\\b",
        "/..",
        "/a/%2e%2e/%2e%2e/b"
      })
  void refusesPathsThatCannotBeRead(String path) throws IOException {
    assertThat(answerTo(pepper.httpPort(), path))
        .startsWith("HTTP/1.1 400 ")
        .contains("Content-Type: text/plain", "the path cannot be read", "%25");
    assertThat(log()).doesNotContain("Unable to set customized error page", "GRIZZLY0013");
  }

  private String log() throws IOException {
    return Files.readString(pepper.dataFolder().resolve("log/pepper.0.log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b:c", "a:x", "a:b:c/<x>"})
  void refusesHostsThatCannotBeRead(String host) throws IOException {
    assertThat(conversation(pepper.httpPort(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("the Host header cannot be read");
    assertThat(log()).doesNotContain("Internal Server error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT a:80", "TRACE /"})
  void refusesMethodsThatNothingHas(String request) throws IOException {
    assertThat(conversation(pepper.httpPort(), request + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 405 Method Not Allowed")
        .contains("Allow: GET");
  }

  /** Which server it is, and of which version, helps an attacker only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/9.9\r\nHost: x",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: a:b",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon here",
        "GET /%zz HTTP/1.1\r\nHost: x",
        "GET /nope HTTP/1.1\r\nHost: x",
        "GET /jakarta.faces.resource/nope.css.xhtml HTTP/1.1\r\nHost: x",
        "GET /discovery/nope HTTP/1.1\r\nHost: x",
        "GET /api/v1/nope HTTP/1.1\r\nHost: x",
        "GET /favicon.svg HTTP/1.1\r\nHost: x\r\nRange: bytes=99999-",
        "DELETE /favicon.svg HTTP/1.1\r\nHost: x",
        "BREW / HTTP/1.1\r\nHost: x",
        "POST /login.xhtml HTTP/1.1\r\nHost: x\r\nContent-Length: many",
        "TRACE / HTTP/1.1\r\nHost: x",
      })
  void neverNamesItsServer(String request) throws IOException {
    assertThat(conversation(pepper.httpPort(), request + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 ")
        .doesNotContainIgnoringCase("payara")
        .doesNotContainIgnoringCase("glassfish")
        .doesNotContainIgnoringCase("grizzly")
        .doesNotContain("\nServer:", "X-Powered-By");
  }

  /** The body of a refused request is no request of its own. */
  @Test
  void refusesTheirBodiesWithThem() throws IOException {
    String inner = "GET /discovery/nodes HTTP/1.1\r\nHost: x\r\n\r\n";
    String outer =
        "POST /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: " + inner.length() + "\r\n\r\n" + inner;

    assertThat(conversation(pepper.httpPort(), outer))
        .startsWith("HTTP/1.1 400 ")
        .doesNotContain("zone01");
  }

  @Test
  void takesPathsWithEscapes() throws IOException {
    for (String path : List.of("/discovery/%6eodes", "/discovery/nodes?callback=x&y=%zz")) {
      assertThat(answerTo(pepper.httpPort(), path)).startsWith("HTTP/1.1 200 ").contains("zone01");
    }
  }

  @Test
  void compressesPagesAndWhatTheyLoad() throws IOException {
    String page = answer("/login.xhtml");
    assertThat(page).startsWith("HTTP/1.1 200 ");
    assertThat(page.lines().takeWhile(line -> !line.isEmpty()))
        .anyMatch(line -> line.equalsIgnoreCase("Content-Encoding: gzip"));
    String style = conversation(pepper.httpPort(), "GET /login.xhtml HTTP/1.0\r\nHost: x\r\n\r\n");
    Matcher url = STYLE.matcher(style);
    assertThat(url.find()).as(style).isTrue();

    assertThat(answer(url.group(1).replace("&amp;", "&")))
        .contains("Content-Encoding: gzip", "Cache-Control: max-age=31536000", "ETag: ");
  }

  /** Clients of discovery get the bytes that they have always got. */
  @Test
  void leavesAnswersOfDiscoveryAsTheyAre() throws IOException {
    assertThat(answer("/discovery/nodes"))
        .startsWith("HTTP/1.1 200 ")
        .doesNotContain("Content-Encoding", "Transfer-Encoding");
  }

  @Test
  void compressesLargeAnswersOfRest() throws Exception {
    String topic = "\"t%d\":{\"delivery\":{\"type\":\"pull\"}}";
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      topics.add(topic.formatted(i));
    }
    pepper.define("http-large", "{\"topics\":{" + String.join(",", topics) + "}}");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pepper.httpUrl() + "/api/v1/queues/http-large"))
            .header("Accept-Encoding", "gzip")
            .header("Authorization", basic())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());

      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(new GZIPInputStream(answer.body()).readAllBytes())
          .asString(UTF_8)
          .contains("\"t29\"");
    }
  }

  private String basic() {
    String login = "admin:" + pepper.adminPassword();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private String answer(String path) throws IOException {
    return conversation(
        pepper.httpPort(),
        "GET "
            + path
            + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
  }

  @Test
  void losesNoPollOfAClientThatPrefersHttp2() throws Exception {
    new Http2Offers(pepper.httpUrl()).losesNoPoll("http2");
  }

  @Test
  void servesCurlByHttp1WhenItOffersHttp2() {
    List<String> curl = new ArrayList<>(List.of("curl", "-s", "--http2", "--parallel"));
    curl.addAll(List.of("--parallel-max", "200", "-w", "\\n%{http_version} %{http_code}\\n"));
    curl.addAll(Collections.nCopies(200, pepper.httpUrl() + "/discovery/nodes"));

    Script run = Script.run(Path.of("."), curl);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines().filter(line -> line.equals("1.1 200"))).hasSize(200);
  }

  /** Those who begin with HTTP/2 are told, and not left to find out. */
  @Test
  void refusesHttp2WithoutAnOffer() throws IOException {
    String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    assertThat(conversation(pepper.httpPort(), preface))
        .startsWith("HTTP/1.1 505 ")
        .endsWith("HTTP/2 is not spoken here; use HTTP/1.1.\n");
    Script curl =
        Script.run(
            Path.of("."),
            List.of(
                "curl", "-s", "--http2-prior-knowledge", pepper.httpUrl() + "/discovery/nodes"));
    assertThat(curl.exitCode()).isNotZero();
  }
}
