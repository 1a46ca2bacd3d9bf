package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users, tokens, sessions and the audit trail as programs see them. */
@ExtendWith(SharedPepper.class)
class AccountsApiTest {
  private final Pepper pepper;

  AccountsApiTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @BeforeEach
  void defineTwoQueues() {
    for (String tag : new String[] {"acc-a", "acc-b"}) {
      pepper.define(
          tag + "-queue",
          "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"tag\":\"%s\"}}}".formatted(tag));
    }
  }

  @Test
  void createsChangesAndDeletesUsers() {
    RestAnswer made = create("acc-life", "operator", "[\"acc-a\",\"mail\"]");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body()).doesNotContain("acc-life-secret");
    Rest own = as("acc-life");
    JsonObject self = own.get("/api/v1/me").expect2xx().json();
    assertThat(self.getString("role")).isEqualTo("operator");
    assertThat(self.getJsonArray("tags")).hasSize(2);

    JsonObject changed =
        pepper
            .rest()
            .patch("/api/v1/users/acc-life", "{\"role\":\"viewer\",\"tags\":null}")
            .expect2xx()
            .json();
    assertThat(changed.getString("role")).isEqualTo("viewer");
    assertThat(changed).doesNotContainKey("tags");
    assertThat(own.get("/api/v1/users").status()).isEqualTo(403);

    String password = "{\"password\":\"another-secret\"}";
    own.post("/api/v1/users/acc-life/password", password).expect2xx();
    assertThat(own.get("/api/v1/me").status()).isEqualTo(401);
    pepper.rest().patch("/api/v1/users/acc-life", "{\"disabled\":true}").expect2xx();
    Rest after = new Rest(pepper.httpUrl(), "acc-life", "another-secret");
    assertThat(after.get("/api/v1/me").status()).isEqualTo(401);

    assertThat(pepper.rest().delete("/api/v1/users/acc-life").status()).isEqualTo(204);
    assertThat(pepper.rest().delete("/api/v1/users/acc-life").status()).isEqualTo(404);
  }

  @Test
  void namesWhatIsWrongWithAUser() {
    refuses("name", create("a b", "viewer", "null"));
    refuses("name", create("admin", "viewer", "null"));
    refuses("role", create("acc-wrong", "root", "null"));
    refuses("tags", create("acc-wrong", "viewer", "[]"));
    refuses("rolle", pepper.rest().patch("/api/v1/users/admin", "{\"rolle\":\"viewer\"}"));
    refuses(
        "expires",
        pepper.rest().post("/api/v1/tokens", token("acc-x", "read", "\"expires\":\"soon\"")));
    refuses("scope", pepper.rest().post("/api/v1/tokens", token("acc-x", "all", "\"tags\":null")));
  }

  private static void refuses(String field, RestAnswer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo(field);
  }

  @Test
  void letsATokenForMetricsReadNothingElse() {
    Rest prometheus = tokenOf("acc-prometheus", "metrics", "\"tags\":[\"acc-a\"]");

    assertThat(prometheus.get("/metrics").expect2xx().body())
        .contains("acc-a-queue")
        .doesNotContain("acc-b-queue");
    for (String path : new String[] {"/api/v1/queues", "/api/v1/me", "/openapi", "/"}) {
      assertThat(prometheus.get(path).status()).isNotEqualTo(200);
    }
    assertThat(prometheus.get("/api/v1/queues").body()).contains("may only read /metrics");
    pepper.rest().delete("/api/v1/tokens/acc-prometheus").expect2xx();
    assertThat(prometheus.get("/metrics").status()).isEqualTo(401);
  }

  @Test
  void saysThatATokenHasExpired() {
    String soon = Instant.now().plusSeconds(2).toString();
    Rest brief = tokenOf("acc-brief", "read", "\"expires\":\"" + soon + "\"");

    assertThat(brief.get("/api/v1/me").json().getString("name")).isEqualTo("token:acc-brief");
    await().until(() -> brief.get("/api/v1/me").status() == 401);
    assertThat(brief.get("/api/v1/me").body()).contains("has expired");
    pepper.rest().delete("/api/v1/tokens/acc-brief").expect2xx();
  }

  @Test
  void showsOnlyWhatHasATagOfTheCaller() {
    create("acc-seer", "operator", "[\"acc-a\"]");
    Rest own = as("acc-seer");

    assertThat(own.get("/api/v1/queues").expect2xx().json().getJsonObject("queues").keySet())
        .contains("acc-a-queue")
        .doesNotContain("acc-b-queue");
    assertThat(own.get("/api/v1/queues/acc-a-queue/topics/t").status()).isEqualTo(200);
    assertThat(own.get("/api/v1/queues/acc-b-queue/topics/t").body()).contains("tag 'acc-b'");
    assertThat(own.get("/api/v1/queues/acc-b-queue/topics/t/jobs").status()).isEqualTo(403);
  }

  @Test
  void showsValuesOfHeadersToAdminsOnly() {
    String path = "/api/v1/queues/acc-headers";
    String delivery =
        "{\"type\":\"http\",\"url\":\"http://127.0.0.1:9/\",\"headers\":{\"X\":\"%s\"}}";
    String hidden = topic("acc-a", delivery.formatted("***"));
    create("acc-headers", "operator", "[\"acc-a\"]");
    Rest own = as("acc-headers");
    pepper.rest().put(path, topic("acc-a", delivery.formatted("s3cret"))).expect2xx();

    assertThat(own.put(path, hidden.replace("{\"t\":{", "{\"t\":{\"workers\":3,")).status())
        .isEqualTo(200);
    assertThat(pepper.rest().get(path).body()).contains("s3cret").contains("\"workers\":3");
    for (String shown : new String[] {path, path + "/topics/t", "/api/v1/queues"}) {
      assertThat(own.get(shown).expect2xx().body()).contains("***").doesNotContain("s3cret");
    }
    assertThat(own.post(path + "/topics/t/pause", "").expect2xx().body()).doesNotContain("s3cret");
    assertThat(own.put(path, hidden.replace("127.0.0.1", "localhost")).body())
        .contains("another server");
    assertThat(pepper.rest().get("/api/v1/audit?subject=acc-headers").expect2xx().body())
        .contains("define queue")
        .doesNotContain("s3cret");
  }

  @Test
  void letsAnOperatorDefineWithinItsTagsButNoCommands() {
    create("acc-maker", "operator", "[\"acc-a\"]");
    Rest own = as("acc-maker");
    String path = "/api/v1/queues/acc-made";

    assertThat(own.put(path, topic("acc-b", "{\"type\":\"pull\"}")).body()).contains("tag 'acc-b'");
    assertThat(own.put(path, topic("acc-a", "{\"type\":\"command\",\"command\":[\"id\"]}")).body())
        .contains("role admin");
    assertThat(own.put(path, topic("acc-a", "{\"type\":\"pull\"}")).status()).isEqualTo(201);
    assertThat(own.put(path, topic("acc-b", "{\"type\":\"pull\"}")).status()).isEqualTo(403);
    assertThat(own.post(path + "/jobs", "{\"payloads\":[\"x\"]}").status()).isEqualTo(202);
    assertThat(own.delete(path).status()).isEqualTo(204);

    String pushing =
        "{\"schedule\":\"@daily\",\"tag\":\"acc-a\","
            + "\"run\":{\"type\":\"job\",\"queue\":\"%s\",\"payload\":\"x\"}}";
    String job = "/api/v1/cron/jobs/acc-pushes";
    assertThat(own.put(job, pushing.formatted("acc-b-queue")).body()).contains("tag 'acc-b'");
    assertThat(own.put(job, pushing.formatted("acc-a-queue")).status()).isEqualTo(201);
    assertThat(own.delete(job).status()).isEqualTo(204);
  }

  @Test
  void tellsWhoDidWhat() {
    create("acc-audited", "viewer", "null");
    await()
        .untilAsserted(() ->
            assertThat(audit("by=admin&subject=acc-audited&action=create").json().toString())
                .contains("\"subject\":\"acc-audited\"", "viewer, every tag")
                .doesNotContain("acc-audited-secret"));
    assertThat(audit("until=2020-01-01").json().getJsonArray("entries")).isEmpty();
    assertThat(audit("since=yesterday").json().getString("field")).isEqualTo("since");

    String path = "/api/v1/audit/export?subject=acc-audited&limit=1&format=";
    assertThat(pepper.rest().get(path + "csv").expect2xx().body())
        .startsWith("id,time,by,")
        .contains(",admin,")
        .contains("\"viewer, every tag\"");
    assertThat(pepper.rest().get(path + "jsonl").expect2xx().body().lines()).hasSize(1);
    refuses("format", pepper.rest().get(path + "xml"));
  }

  @Test
  void endsSessions() throws Exception {
    SessionCookie.ofAdmin(pepper);
    JsonObject session =
        pepper
            .rest()
            .get("/api/v1/sessions?user=admin")
            .expect2xx()
            .json()
            .getJsonArray("sessions")
            .getJsonObject(0);

    create("acc-other", "viewer", "null");
    String path = "/api/v1/sessions/" + session.getString("id");
    assertThat(as("acc-other").get("/api/v1/sessions").json().getJsonArray("sessions")).isEmpty();
    assertThat(as("acc-other").delete(path).status()).isEqualTo(404);
    assertThat(as("acc-other").delete("/api/v1/sessions?user=admin").status()).isEqualTo(403);
    assertThat(pepper.rest().delete(path).status()).isEqualTo(204);
    assertThat(pepper.rest().delete(path).status()).isEqualTo(404);
  }

  private RestAnswer audit(String query) {
    return pepper.rest().get("/api/v1/audit?" + query);
  }

  private RestAnswer create(String name, String role, String tags) {
    return pepper
        .rest()
        .post(
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s-secret\",\"role\":\"%s\",\"tags\":%s}"
                .formatted(name, name, role, tags));
  }

  private Rest as(String name) {
    return new Rest(pepper.httpUrl(), name, name + "-secret");
  }

  private Rest tokenOf(String name, String scope, String more) {
    RestAnswer made = pepper.rest().post("/api/v1/tokens", token(name, scope, more)).expect2xx();
    return Rest.withToken(pepper.httpUrl(), made.json().getString("token"));
  }

  private static String token(String name, String scope, String more) {
    return "{\"name\":\"%s\",\"scope\":\"%s\",%s}".formatted(name, scope, more);
  }

  private static String topic(String tag, String delivery) {
    return "{\"topics\":{\"t\":{\"delivery\":%s,\"tag\":\"%s\"}}}".formatted(delivery, tag);
  }
}
