package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cron over HTTP as programs see it. */
@ExtendWith(SharedPepper.class)
class CronApiTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String JOBS = "/api/v1/cron/jobs/";

  private final Pepper pepper;
  private final Rest rest;

  CronApiTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
  }

  @Test
  void runsTheExampleEverySecond() {
    String document =
        """
        {"schedule":"@every 1s","zone":"UTC","run":{"type":"command","command":["sh","-c","date"]},
         "tag":"default","replicas":1,"overlap":"allow","misfire":"skip","timeout":"PT10S"}\
        """;
    assertThat(rest.put(JOBS + "cron-example", document).status()).isEqualTo(201);
    assertThat(rest.put(JOBS + "cron-example", document).status()).isEqualTo(200);

    await().atMost(LIMIT).until(() -> runs("cron-example", "succeeded").size() >= 2);
    JsonObject job = rest.get(JOBS + "cron-example").expect2xx().json();
    JsonObject run = runs("cron-example", "succeeded").getFirst();
    rest.delete(JOBS + "cron-example?history=true").expect2xx();

    assertThat(run.getInt("exitCode")).isZero();
    assertThat(run.getInt("attempt")).isEqualTo(1);
    assertThat(run.getString("replica")).isEqualTo("0");
    assertThat(run.getString("node")).isEqualTo("node-of-the-tests");
    assertThat(run.getString("output")).isNotBlank();
    assertThat(run.getInt("latenessMillis")).isNotNegative();
    assertThat(Instant.parse(run.getString("nominal")).getNano()).isZero();
    assertThat(Instant.parse(run.getString("ended")))
        .isAfterOrEqualTo(Instant.parse(run.getString("started")));
    assertThat(job.getString("reading")).isEqualTo("every second");
    assertThat(job.getJsonArray("next")).hasSize(10);
    assertThat(job.getJsonObject("totals").getJsonObject("all").getInt("succeeded"))
        .isGreaterThanOrEqualTo(2);
    assertThat(rest.get(JOBS + "cron-example").status()).isEqualTo(404);
    assertThat(rest.delete(JOBS + "cron-example?history=true").status()).isEqualTo(404);
  }

  @Test
  void listsJobsPageByPage() {
    for (String name : List.of("cron-list-a", "cron-list-b", "cron-list-c")) {
      define(name, "@manually", "true");
    }

    JsonObject page = rest.get("/api/v1/cron/jobs?limit=2&after=cron-list-").expect2xx().json();
    JsonObject next = rest.get("/api/v1/cron/jobs?limit=2&after=" + page.getString("after")).json();

    assertThat(page.getJsonObject("jobs")).containsOnlyKeys("cron-list-a", "cron-list-b");
    assertThat(page.getJsonObject("jobs").getJsonObject("cron-list-a").getString("reading"))
        .isEqualTo("only when somebody runs it");
    assertThat(next.getJsonObject("jobs")).containsKey("cron-list-c");
  }

  @Test
  void showsWhatItWouldRunWithoutDefiningIt() {
    String document =
        """
        {"schedule":"30 2 * * *","zone":"Europe/Berlin","startAt":"2030-01-01T00:00:00Z",
         "endAt":"2030-01-03T12:00:00Z","run":{"type":"command","command":["true"]}}\
        """;
    JsonObject named = rest.post(JOBS + "cron-preview/preview", document).expect2xx().json();
    JsonObject unnamed = rest.post("/api/v1/cron/preview", document).expect2xx().json();

    assertThat(named.getString("reading")).contains("02:30", "Europe/Berlin");
    assertThat(named.getJsonArray("next").getValuesAs(JsonString::getString))
        .containsExactly("2030-01-01T01:30:00Z", "2030-01-02T01:30:00Z", "2030-01-03T01:30:00Z");
    assertThat(unnamed).isEqualTo(named);
    assertThat(rest.get(JOBS + "cron-preview").status()).isEqualTo(404);
    assertThat(rest.post(JOBS + "cron-preview/preview", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedule    | "schedule":"61 * * * *"
          schedule    | "schedule":"0 0 0 30 2 ?"
          schedule    | "schedule":"@every -5s"
          schedule    |
          zone        | "schedule":"@daily","zone":"Mars/Olympus"
          run         | "schedule":"@daily","run":{"type":"command","command":["no-such-program"]}
          run.type    | "schedule":"@daily","run":{"type":"grpc"}
          run         | "schedule":"@daily","run":{"type":"http","url":"http:///x"}
          timeout     | "schedule":"@daily","timeout":"PT-1S"
          timeout     | "schedule":"@daily","timeout":"1s"
          replicas    | "schedule":"@daily","replicas":0
          overlap     | "schedule":"@daily","overlap":"maybe"
          after       | "after":{"jobs":["cron-bad"]}
          after.jobs  | "after":{"jobs":["cron-nobody"]}
          schedul     | "schedul":"@daily"
          name        | "schedule":"@daily","name":"another"
          run.environment.KEY | "schedule":"@daily","run":{"type":"command","command":["true"],"environment":{"KEY":"***"}}
          """)
  void namesTheFieldAtFault(String field, String fields) {
    String given = fields == null ? "" : fields + ",";
    String run =
        given.contains("\"run\"")
            ? "\"tag\":\"default\""
            : "\"run\":{\"type\":\"command\",\"command\":[\"true\"]}";
    for (RestAnswer answer :
        List.of(
            rest.put(JOBS + "cron-bad", "{" + given + run + "}"),
            rest.post(JOBS + "cron-bad/preview", "{" + given + run + "}"))) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.json().getString("field")).as(answer.body()).startsWith(field);
      assertThat(answer.json().getString("detail")).isNotBlank();
    }
    assertThat(rest.get(JOBS + "cron-bad").status()).isEqualTo(404);
  }

  @Test
  void refusesCirclesAndRemovingWhatOthersFollow() {
    define("cron-parent", "@manually", "true");
    String child =
        "{\"after\":{\"jobs\":[\"cron-parent\"]},\"run\":{\"type\":\"command\",\"command\":[\"true\"]}}";
    JsonObject defined = rest.put(JOBS + "cron-child", child).expect2xx().json();
    RestAnswer circle = rest.put(JOBS + "cron-parent", child.replace("cron-parent", "cron-child"));

    assertThat(defined.getString("reading")).isEqualTo("after cron-parent has succeeded");
    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.json().getString("field")).startsWith("after");
    assertThat(rest.delete(JOBS + "cron-parent").status()).isEqualTo(409);
    rest.delete(JOBS + "cron-child").expect2xx();
    rest.delete(JOBS + "cron-parent").expect2xx();
  }

  @Test
  void killsWhatRunsTooLong() {
    define("cron-kill", "@manually", "sleep 600");

    String run = start("cron-kill", "");
    awaitState("cron-kill", run, "running");
    assertThat(rest.post(JOBS + "cron-kill/run", "").status()).isEqualTo(409);
    String second = start("cron-kill", "{\"force\":true}");
    awaitState("cron-kill", second, "running");
    for (String each : List.of(run, second)) {
      assertThat(rest.post(JOBS + "cron-kill/runs/" + each + "/kill", "").status()).isEqualTo(202);
      awaitState("cron-kill", each, "killed");
    }

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(rest.post(JOBS + "cron-kill/runs/" + run + "/kill", "").status())
                .isEqualTo(409));
    assertThat(run("cron-kill", run).getString("output")).contains("killed by admin");
    assertThat(rest.post(JOBS + "cron-kill/runs/0a.1/kill", "").status()).isEqualTo(404);
    assertThat(rest.get(JOBS + "cron-kill/runs/0a.1").status()).isEqualTo(404);
    assertThat(rest.get(JOBS + "cron-kill/runs/x").json().getString("field")).isEqualTo("id");
  }

  @Test
  void showsTheOutputWhileItGrows() throws IOException {
    Path go = pepper.folder().resolve("cron-tail-go");
    define(
        "cron-tail",
        "@manually",
        "echo first; while [ ! -e " + go + " ]; do sleep 0.1; done; echo last");

    String run = start("cron-tail", "{}");
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> part("cron-tail", run, 0).getInt("next") == 6);
    JsonObject first = part("cron-tail", run, 0);
    JsonObject nothing = part("cron-tail", run, 6);
    Files.createFile(go);
    awaitState("cron-tail", run, "succeeded");
    JsonObject last = part("cron-tail", run, 6);

    assertThat(first.getString("text")).isEqualTo("first\n");
    assertThat(first.getBoolean("ended")).isFalse();
    assertThat(nothing.getString("text")).isEmpty();
    assertThat(nothing.getInt("next")).isEqualTo(6);
    assertThat(last.getString("text")).isEqualTo("last\n");
    assertThat(last.getBoolean("ended")).isTrue();
    assertThat(part("cron-tail", run, 0).getString("text")).isEqualTo("first\nlast\n");
  }

  @Test
  void pausesAndResumesOneJob() {
    define("cron-pause", "@every 1s", "true");
    await().atMost(LIMIT).until(() -> !runs("cron-pause", "succeeded").isEmpty());

    assertThat(rest.post(JOBS + "cron-pause/pause", "").json().getBoolean("paused")).isTrue();
    assertThat(rest.get(JOBS + "cron-pause").json().getBoolean("paused")).isTrue();
    assertThat(rest.get(JOBS + "cron-pause").json().getJsonArray("next")).hasSize(10);
    String forced = start("cron-pause", "");
    awaitState("cron-pause", forced, "succeeded");
    Instant resumed = Instant.now();
    assertThat(rest.post(JOBS + "cron-pause/resume", "").json().getBoolean("paused")).isFalse();
    await()
        .atMost(LIMIT)
        .until(() ->
            runs("cron-pause", "succeeded").stream()
                .anyMatch(run -> Instant.parse(run.getString("nominal")).isAfter(resumed)));

    rest.delete(JOBS + "cron-pause").expect2xx();
  }

  @Test
  void pausesEverythingForMaintenance() {
    define("cron-maintenance", "@every 1s", "true");
    try {
      assertThat(rest.post("/api/v1/cron/pause", "").expect2xx().json().getBoolean("paused"))
          .isTrue();
      await().atMost(LIMIT).until(() -> rest.get("/api/v1/cron").json().getBoolean("paused"));
      Instant paused = Instant.parse(rest.get("/api/v1/cron").json().getString("since"));
      String told = start("cron-maintenance", "");
      awaitState("cron-maintenance", told, "succeeded");

      assertThat(runs("cron-maintenance", "succeeded"))
          .filteredOn(run -> !run.getString("id").equals(told))
          .noneMatch(run -> Instant.parse(run.getString("nominal")).isAfter(paused.plusSeconds(1)));
    } finally {
      rest.post("/api/v1/cron/resume", "").expect2xx();
    }
    Instant resumed = Instant.now();
    await()
        .atMost(LIMIT)
        .until(() ->
            runs("cron-maintenance", "succeeded").stream()
                .anyMatch(run -> Instant.parse(run.getString("nominal")).isAfter(resumed)));
    rest.delete(JOBS + "cron-maintenance").expect2xx();
  }

  @Test
  void triesAJobWithoutRecordingIt() {
    define("cron-test", "@manually", "echo tried; exit 3");

    JsonObject defined = rest.post(JOBS + "cron-test/test", "").expect2xx().json();
    JsonObject given =
        rest.post(JOBS + "cron-test/test", document("@manually", "echo other")).expect2xx().json();

    assertThat(defined.getBoolean("succeeded")).isFalse();
    assertThat(defined.getString("state")).isEqualTo("failed");
    assertThat(defined.getInt("exitCode")).isEqualTo(3);
    assertThat(defined.getString("problem")).contains("exit status 3");
    assertThat(defined.getString("output")).isEqualTo("tried\n");
    assertThat(Duration.parse(defined.getString("duration"))).isPositive();
    assertThat(given.getBoolean("succeeded")).isTrue();
    assertThat(given.getString("output")).isEqualTo("other\n");
    assertThat(rest.get(JOBS + "cron-test/runs").json().getJsonArray("runs")).isEmpty();
  }

  @Test
  void keepsSecretsThatComeBackMasked() {
    String document =
        """
        {"schedule":"@manually","run":{"type":"command","command":["sh","-c","echo $KEY"],
         "environment":{"KEY":"%s"}}}\
        """;
    rest.put(JOBS + "cron-secret", document.formatted("s3cret")).expect2xx();
    JsonObject answer =
        rest.put(JOBS + "cron-secret", document.formatted("***")).expect2xx().json();

    assertThat(answer.getJsonObject("run").getJsonObject("environment").getString("KEY"))
        .isEqualTo("s3cret");
    assertThat(rest.put(JOBS + "cron-secret", answer.toString()).status()).isEqualTo(200);
    assertThat(rest.post(JOBS + "cron-secret/test", "").json().getString("output"))
        .isEqualTo("s3cret\n");
  }

  @Test
  void tellsHowCronIs() {
    JsonObject cron = rest.get("/api/v1/cron").expect2xx().json();

    assertThat(cron.getBoolean("member")).isTrue();
    assertThat(cron.getString("node")).isEqualTo("node-of-the-tests");
    assertThat(cron.getJsonArray("members").getJsonObject(0).getString("node"))
        .isEqualTo("node-of-the-tests");
    assertThat(rest.get("/health/ready").expect2xx().body()).contains("\"cron\"");
  }

  @Test
  void countsRunsInItsMetrics() {
    define("cron-metrics", "@manually", "true");
    String run = start("cron-metrics", "");
    awaitState("cron-metrics", run, "succeeded");

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(rest.get("/metrics").expect2xx().body())
                .containsPattern("pepper_cron_runs_total\\{state=\"succeeded\"} [1-9]")
                .containsPattern("pepper_cron_jobs [1-9]")
                .contains("pepper_cron_member 1.0")
                .contains("pepper_cron_running ")
                .contains("pepper_cron_lateness_seconds{quantile=\"0.99\"}"));
  }

  @Test
  void letsNobodyUseTheOriginalsApiWithoutALogin() throws Exception {
    RestAnswer answer = new Rest(pepper.httpUrl(), "nobody", "x").post("/v1/jobs", "{}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getInt("code")).isEqualTo(401);
    assertThat(answer.json().getString("message")).contains("pepper.cron.allow");
  }

  private void define(String name, String schedule, String script) {
    rest.put(JOBS + name, document(schedule, script)).expect2xx();
  }

  private static String document(String schedule, String script) {
    return """
    {"schedule":"%s","run":{"type":"command","command":["sh","-c","%s"]},"timeout":"PT5M"}\
    """
        .formatted(schedule, script);
  }

  private String start(String job, String body) {
    RestAnswer answer = rest.post(JOBS + job + "/run", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json().getJsonArray("runs").getString(0);
  }

  private List<JsonObject> runs(String job, String state) {
    RestAnswer answer = rest.get(JOBS + job + "/runs?limit=1000").expect2xx();
    return answer.json().getJsonArray("runs").getValuesAs(JsonObject.class).stream()
        .filter(run -> run.getString("state").equals(state))
        .toList();
  }

  private JsonObject run(String job, String id) {
    return rest.get(JOBS + job + "/runs/" + id).expect2xx().json();
  }

  private JsonObject part(String job, String id, int from) {
    return rest.get(JOBS + job + "/runs/" + id + "/output?from=" + from).expect2xx().json();
  }

  private void awaitState(String job, String id, String state) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          RestAnswer answer = rest.get(JOBS + job + "/runs/" + id);
          assertThat(answer.status()).as(answer.body()).isEqualTo(200);
          assertThat(answer.json().getString("state")).isEqualTo(state);
        });
  }
}
