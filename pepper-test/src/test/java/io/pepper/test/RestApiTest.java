package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST interface as programs see it (docs/protocol.md, Queues over HTTP). */
@ExtendWith(SharedPepper.class)
class RestApiTest {
  private static final String PULLED =
      """
      {"password":"hush","topics":{"all":{"delivery":{"type":"pull"},"password":"hush-too"}}}\
      """;

  private final Pepper pepper;

  RestApiTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void definesOnceAndAnswersTheSameWhenRepeated() {
    RestAnswer first = pepper.rest().put("/api/v1/queues/rest-define", PULLED);
    RestAnswer second = pepper.rest().put("/api/v1/queues/rest-define", PULLED);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(second.body()).doesNotContain("hush");
  }

  @Test
  void listsPushedJobsPageByPage() {
    pepper.define("rest-pages", PULLED);
    pepper
        .rest()
        .post("/api/v1/queues/rest-pages/jobs", "{\"payloads\":[\"a\",\"b\",\"c\"]}")
        .expect2xx();

    String path = "/api/v1/queues/rest-pages/topics/all/jobs?limit=2";
    JsonObject page = pepper.rest().get(path).expect2xx().json();
    JsonObject rest =
        pepper.rest().get(path + "&cursor=" + page.getString("cursor")).expect2xx().json();

    assertThat(page.getJsonArray("jobs")).hasSize(2);
    assertThat(page.getJsonArray("jobs").getJsonObject(0).getString("payload")).isEqualTo("a");
    assertThat(rest.getJsonArray("jobs").getJsonObject(0).getString("payload")).isEqualTo("c");
  }

  @Test
  void refusesACursorThatNoPageEndedWith() {
    pepper.define("rest-cursor", PULLED);

    RestAnswer answer =
        pepper.rest().get("/api/v1/queues/rest-cursor/topics/all/jobs?state=dead&cursor=zz");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("cursor");
  }

  @Test
  void needsMoreThanASessionsCookie() throws Exception {
    String cookie = sessionCookie();

    assertThat(send(request("queues").header("Cookie", cookie), false).statusCode()).isEqualTo(401);
    assertThat(
            send(
                    request("queues").header("Cookie", cookie).header("X-Requested-With", "test"),
                    false)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void makesDelayedJobsReadyAtTheirTime() {
    pepper.define("rest-delay", PULLED);
    pepper
        .rest()
        .post("/api/v1/queues/rest-delay/jobs", "{\"payloads\":[\"x\"],\"delay\":\"PT1S\"}")
        .expect2xx();

    assertThat(pepper.counts("rest-delay", "all").getInt("scheduled")).isEqualTo(1);
    await()
        .untilAsserted(
            () -> assertThat(pepper.counts("rest-delay", "all").getInt("ready")).isEqualTo(1));
  }

  @Test
  void pausesAndResumes() {
    pepper.define("rest-pause", PULLED);

    String topic = "/api/v1/queues/rest-pause/topics/all";
    assertThat(pepper.rest().post(topic + "/pause", "").json().getBoolean("paused")).isTrue();
    assertThat(pepper.rest().get(topic).json().getBoolean("paused")).isTrue();
    assertThat(pepper.rest().post(topic + "/resume", "").json().getBoolean("paused")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PUT    | queues/rest-bad              | {"topics":{"a":{"delivery":{"type":"pull"},"wokers":1}}} | 400 | topics.a.wokers
          PUT    | queues/rest-bad              | {"maxLength":-1}         | 400 | maxLength
          PUT    | queues/rest-bad              | {"maxLength"             | 400 |
          PUT    | queues/rest-bad              | []                       | 400 |
          PUT    | queues/-rest                 | {}                       | 400 | queue
          POST   | queues/rest-nobody/jobs      | {"payloads":["a"]}       | 404 | queue
          POST   | queues/rest-nobody/jobs      | {"payloads":[]}          | 400 | payloads
          POST   | queues/rest-nobody/jobs      | {"payloads":["a"],"x":1} | 400 | x
          GET    | queues/rest-nobody           |                          | 404 | queue
          GET    | nothing                      |                          | 404 |
          DELETE | queues                       |                          | 405 |
          GET    | queues/q/topics/t/jobs?state=late |                     | 400 | state
          GET    | queues/q/topics/t/jobs?limit=0    |                     | 400 | limit
          """)
  void namesWhatIsWrong(String method, String path, String body, int status, String field)
      throws Exception {
    HttpResponse<String> answer =
        send(
            request(path)
                .method(
                    method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)),
            true);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(type(answer)).isEqualTo("application/problem+json");
    if (field != null) {
      assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }
  }

  @Test
  void refusesOtherMediaTypesWithAProblem() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(pepper.httpUrl() + "/api/v1/queues/rest-type"))
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("{}")),
            true);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(type(answer)).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/queues", "/api/nothing", "/metrics", "/metrics/base", "/openapi"})
  void asksProgramsToLogIn(String path) throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(pepper.httpUrl() + path)), false);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).get().asString().contains("Basic");
    assertThat(type(answer)).isEqualTo("application/problem+json");
  }

  @Test
  void refusesChangesThatAnotherSitesPageSends() throws Exception {
    HttpResponse<String> answer =
        send(
            request("queues/rest-origin")
                .header("Origin", "http://evil.example")
                .PUT(BodyPublishers.ofString("{}")),
            true);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(pepper.rest().get("/api/v1/queues/rest-origin").status()).isEqualTo(404);
  }

  @Test
  void exposesTheOriginalsMetricNames() {
    pepper.define("rest-metrics", PULLED);
    pepper.rest().post("/api/v1/queues/rest-metrics/jobs", "{\"payloads\":[\"a\"]}").expect2xx();

    await()
        .untilAsserted(() ->
            assertThat(pepper.rest().get("/metrics").expect2xx().body())
                .contains("pepperbus_queue_add_count{queue=\"rest-metrics\"} 1.0")
                .contains("pepperbus_topic_length{queue=\"rest-metrics\",topic=\"all\"} 1.0")
                .contains("# TYPE pepper_topic_jobs gauge"));
  }

  @Test
  void isReadyForAnybodyToSee() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(pepper.httpUrl() + "/health/ready")), false);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"store\"", "\"resp\"");
  }

  @Test
  void describesItself() {
    assertThat(pepper.rest().get("/openapi").expect2xx().body())
        .contains("/api/v1/queues/{queue}/topics/{topic}/dead/replay", "RFC 9457");
  }

  private String sessionCookie() throws Exception {
    String cookie = SessionCookie.ofAdmin(pepper);
    assertThat(cookie.toLowerCase()).contains("httponly", "samesite=lax");
    return cookie.split(";")[0];
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(pepper.httpUrl() + "/api/v1/" + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request, boolean asAdmin) throws Exception {
    if (asAdmin) {
      String login = "admin:" + pepper.adminPassword();
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
  }
}
