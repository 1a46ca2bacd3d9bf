package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.MariaDbServer;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may do what with cron, who did what, and callers of the original's API, on a Pepper that
 * trusts its own host and keeps its users in MariaDB.
 */
class CronCallersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String JOBS = "/api/v1/cron/jobs/";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ORIGINAL =
      """
      {"name":"%s","type":0,"schedule":"@every 1s","timezone":"UTC","executor_type":0,
       "executor_params":["sh","-c","echo $WHO"],"executor_timeout":10000000000,
       "environment_variables":["WHO=cron"],"tag":"default","concurrency":1,"retries":3,
       "extras":{"Name":"shown"}}\
      """;

  private static MariaDbServer database;
  private static Pepper pepper;

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbServer().start();
    pepper =
        Pepper.embedded()
            .with("pepper.database", database.url())
            .with("pepper.database.user", database.user())
            .with("pepper.database.password", database.password())
            .with("pepper.cron.allow", "10.1.0.0/16, 127.0.0.0/8")
            .start();
    for (String role : List.of("VIEWER", "OPERATOR")) {
      change(
          "INSERT INTO pepper_user (name, password_hash, role, created_ms) SELECT '%s', password_hash, '%s', created_ms FROM pepper_user WHERE name = 'admin'"
              .formatted(role.toLowerCase(), role));
    }
  }

  @AfterAll
  static void stop() {
    pepper.close();
    database.close();
  }

  @Test
  void servesCallersOfTheOriginalWithoutALogin() throws Exception {
    HttpResponse<String> defined = call("POST", "/v1/jobs", ORIGINAL.formatted("original"));
    assertThat(defined.statusCode()).as(defined.body()).isEqualTo(200);
    assertThat(defined.body()).isEqualTo("{\"code\":0,\"message\":\"\",\"data\":null}");

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(
                    pepper
                        .rest()
                        .get(JOBS + "original/runs")
                        .expect2xx()
                        .json()
                        .getJsonArray("runs"))
                .extracting(JsonValue::asJsonObject)
                .anySatisfy(run -> assertThat(run.getString("output")).isEqualTo("cron\n")));

    assertThat(call("DELETE", "/v1/jobs/original", "").statusCode()).isEqualTo(200);
    assertThat(pepper.rest().get(JOBS + "original").status()).isEqualTo(404);
    assertThat(call("DELETE", "/v1/jobs/original", "").body()).isEqualTo(defined.body());
    assertThat(call("GET", "/v1/jobs", "").statusCode()).isEqualTo(404);
    assertThat(pepper.output()).contains("pepper.cron.allow");
  }

  @ParameterizedTest
  @CsvSource({"GET,/Leader", "GET,/leader", "POST,/Leader"})
  void namesItselfAsTheLeader(String method, String path) throws Exception {
    assertThat(call(method, path, "").body())
        .isEqualTo("{\"code\":0,\"message\":\"\",\"data\":\"node-of-the-tests\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          schedule         | "@every 1s"      | "@every 1x"
          schedule         | "@every 1s"      | ""
          schedule         | "@every 1s"      | "0 0 0 30 2 ?"
          timezone         | "UTC"            | "Mars/Olympus"
          executor_type    | "executor_type":0 | "executor_type":2
          executor_params  | ["sh","-c","echo $WHO"] | []
          executor_timeout | 10000000000      | -1
          executor_timeout | 10000000000      | "1s"
          concurrency      | "concurrency":1  | "concurrency":0
          name             | "refused"        | ""
          retry            | "retries"        | "retry"
          JSON             | {                | [
          """)
  void tellsCallersOfTheOriginalWhatIsWrong(String named, String right, String wrong)
      throws Exception {
    HttpResponse<String> answer =
        call("POST", "/v1/jobs", ORIGINAL.formatted("refused").replace(right, wrong));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"").contains(named);
    assertThat(pepper.rest().get(JOBS + "refused").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,http://evil.example",
    "Sec-Fetch-Site,cross-site",
    "Sec-Fetch-Site,same-origin",
    "Referer,http://evil.example/",
    "Cookie,pepper-session=x"
  })
  void trustsNoBrowserOfATrustedNetwork(String header, String value) throws Exception {
    HttpResponse<String> answer =
        send(request("/v1/jobs").header(header, value), "POST", ORIGINAL.formatted("forged"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"code\":401");
    assertThat(pepper.rest().get(JOBS + "forged").status()).isEqualTo(404);
  }

  @Test
  void trustsNoBrowserThatWasTalkedIntoAnotherHostName() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/v1/jobs").header("Origin", pepper.httpUrl()),
            "POST",
            ORIGINAL.formatted("rebound"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(pepper.rest().get(JOBS + "rebound").status()).isEqualTo(404);
  }

  @Test
  void refusesWhatAnotherSitesPageSendsWithALogin() throws Exception {
    String login = "admin:" + pepper.adminPassword();
    HttpResponse<String> answer =
        send(
            request("/v1/jobs")
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .header("Origin", "http://evil.example"),
            "POST",
            ORIGINAL.formatted("forged"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":403", "another site");
    assertThat(pepper.rest().get(JOBS + "forged").status()).isEqualTo(404);
  }

  @Test
  void theNetworksAreTrustedForNothingElse() throws Exception {
    assertThat(call("GET", "/api/v1/cron/jobs", "").statusCode()).isEqualTo(401);
    assertThat(call("GET", "/metrics", "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "viewer,GET,,200",
    "viewer,GET,/runs,200",
    "viewer,PUT,,403",
    "viewer,POST,/run,403",
    "viewer,POST,/pause,403",
    "viewer,POST,/test,403",
    "operator,POST,/run,202",
    "operator,POST,/pause,200",
    "operator,POST,/resume,200",
    "operator,POST,/preview,200",
    "operator,POST,/test,200",
    "operator,PUT,,200",
    "operator,DELETE,,204"
  })
  void letsEachRoleDoItsPart(String user, String method, String path, int status) {
    pepper.rest().put(JOBS + "roles", document("true")).expect2xx();
    Rest rest = as(user);
    String call = JOBS + "roles" + (path == null ? "" : path);

    RestAnswer answer =
        switch (method) {
          case "GET" -> rest.get(call);
          case "PUT" -> rest.put(call, document("true"));
          case "DELETE" -> rest.delete(call);
          default -> rest.post(call, "");
        };

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void leavesWhatRunsAnythingToAdmins() {
    pepper.rest().put(JOBS + "roles", document("true")).expect2xx();

    assertThat(as("operator").put(JOBS + "roles", document("false")).status()).isEqualTo(403);
    assertThat(as("operator").post(JOBS + "roles/test", document("false")).status()).isEqualTo(403);
    assertThat(as("operator").post("/api/v1/cron/pause", "").status()).isEqualTo(403);
    assertThat(as("viewer").post("/v1/jobs", ORIGINAL.formatted("by-viewer")).status())
        .isEqualTo(403);
    assertThat(pepper.rest().post("/v1/jobs", ORIGINAL.formatted("by-admin")).status())
        .isEqualTo(200);
    pepper.rest().delete("/v1/jobs/by-admin").expect2xx();
  }

  @Test
  void showsSecretsToAdminsOnly() {
    String document =
        """
        {"schedule":"@manually","run":{"type":"http","url":"http://127.0.0.1:1/",
         "headers":{"Authorization":"Bearer s3cret"}}}\
        """;
    pepper.rest().put(JOBS + "secret", document).expect2xx();

    assertThat(pepper.rest().get(JOBS + "secret").body()).contains("Bearer s3cret");
    for (String path : List.of(JOBS + "secret", "/api/v1/cron/jobs?limit=10000")) {
      assertThat(as("operator").get(path).body())
          .contains("\"Authorization\":\"***\"")
          .doesNotContain("s3cret");
    }
    assertThat(as("operator").post(JOBS + "secret/pause", "").body()).doesNotContain("s3cret");
  }

  @Test
  void writesDownWhoChangedWhat() throws Exception {
    Rest admin = pepper.rest();
    String secret =
        """
        {"schedule":"@manually","run":{"type":"command","command":["true"],
         "environment":{"KEY":"s3cret"}}}\
        """;
    admin.put(JOBS + "audited", secret).expect2xx();
    admin.put(JOBS + "audited", secret).expect2xx();
    as("operator").post(JOBS + "audited/pause", "").expect2xx();
    as("operator").post(JOBS + "audited/run", "").expect2xx();
    admin.delete(JOBS + "audited").expect2xx();
    call("POST", "/v1/jobs", ORIGINAL.formatted("audited"));
    String queue =
        "{\"password\":\"hush\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}";
    admin.put("/api/v1/queues/audited", queue).expect2xx();
    String topic = "/api/v1/queues/audited/topics/all";
    as("operator").post(topic + "/pause", "").expect2xx();
    as("operator").post(topic + "/resume", "").expect2xx();
    as("operator").post(topic + "/dead/replay", "{}").expect2xx();
    as("operator").delete(topic + "/dead").expect2xx();
    admin.delete("/api/v1/queues/audited").expect2xx();
    call("DELETE", "/v1/jobs/audited", "");

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(audited("audited"))
                .containsExactly(
                    tuple("admin", "define cron job", "audited"),
                    tuple("operator", "pause cron job", "audited"),
                    tuple("operator", "run cron job", "audited"),
                    tuple("admin", "remove cron job", "audited"),
                    tuple("network:127.0.0.0/8", "define cron job", "audited"),
                    tuple("admin", "define queue", "audited"),
                    tuple("operator", "pause topic", "audited/all"),
                    tuple("operator", "resume topic", "audited/all"),
                    tuple("operator", "replay dead jobs", "audited/all"),
                    tuple("operator", "purge dead jobs", "audited/all"),
                    tuple("admin", "remove queue", "audited"),
                    tuple("network:127.0.0.0/8", "remove cron job", "audited")));
    assertThat(values("audited"))
        .anySatisfy(value -> assertThat(value).contains("\"KEY\":\"***\""))
        .allSatisfy(value -> assertThat(value).doesNotContain("s3cret", "hush"));
  }

  @Test
  void servesSessionsWithoutTheDatabase() throws Exception {
    pepper.rest().put(JOBS + "without", document("true")).expect2xx();
    String cookie = SessionCookie.ofAdmin(pepper).split(";")[0];
    database.stop();
    try {
      HttpResponse<String> job = send(session(JOBS + "without", cookie), "GET", "");
      HttpResponse<String> runs = send(session(JOBS + "without/runs", cookie), "GET", "");

      assertThat(job.statusCode()).as(job.body()).isEqualTo(200);
      assertThat(job.body()).contains("\"warnings\":[\"totals").doesNotContain("\"totals\":");
      assertThat(runs.statusCode()).isEqualTo(503);
      assertThat(runs.headers().firstValue("Retry-After")).isPresent();
      assertThat(send(request("/health/ready"), "GET", "").statusCode()).isEqualTo(200);
    } finally {
      database.start();
      await().atMost(LIMIT).until(() -> pepper.rest().get(JOBS + "without/runs").status() == 200);
    }
  }

  private static HttpRequest.Builder session(String path, String cookie) {
    return request(path).header("Cookie", cookie).header("X-Requested-With", "test");
  }

  private static String document(String program) {
    return "{\"schedule\":\"@manually\",\"overlap\":\"allow\",\"run\":{\"type\":\"command\",\"command\":[\"%s\"]}}"
        .formatted(program);
  }

  private static Rest as(String user) {
    return new Rest(pepper.httpUrl(), user, pepper.adminPassword());
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    return send(request(path), method, body);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(pepper.httpUrl() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String method, String body)
      throws Exception {
    return CLIENT.send(
        request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private static List<Tuple> audited(String subject) throws SQLException {
    List<Tuple> entries = new ArrayList<>();
    query(
        "SELECT who, what, subject FROM pepper_audit WHERE subject = '%1$s' OR subject LIKE '%1$s/%%' ORDER BY id"
            .formatted(subject),
        row -> entries.add(tuple(row.getString(1), row.getString(2), row.getString(3))));
    return entries;
  }

  private static List<String> values(String subject) throws SQLException {
    List<String> values = new ArrayList<>();
    query(
        "SELECT CONCAT_WS(' ', value_before, value_after) FROM pepper_audit WHERE subject LIKE '%s%%'"
            .formatted(subject),
        row -> values.add(row.getString(1)));
    return values;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void query(String sql, Row reader) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private static void change(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
