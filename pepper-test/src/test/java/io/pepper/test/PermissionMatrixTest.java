package io.pepper.test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every call of REST that changes something, out of the document of REST itself, made by a viewer
 * and by an operator of another tag: each is refused with the reason.
 */
@ExtendWith(SharedPepper.class)
class PermissionMatrixTest {
  private static final String TAG = "matrix-other";
  private static final String JOB = "1";

  /** Where a body of no fields would be refused before the caller is. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          entry(
              "PUT /api/v1/queues/{queue}",
              "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},\"tag\":\"matrix-other\"}}}"),
          entry(
              "POST /api/v1/queues",
              "{\"queues\":{\"matrix\":{\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"},"
                  + "\"tag\":\"matrix-other\"}}}}}"),
          entry(
              "POST /api/v1/cron/jobs",
              "{\"jobs\":{\"matrix\":"
                  + "{\"schedule\":\"@daily\",\"tag\":\"matrix-other\","
                  + "\"run\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}}"
                  + "}}"),
          entry("POST /api/v1/queues/{queue}/jobs", "{\"payloads\":[\"x\"]}"),
          entry("POST /api/v1/queues/{queue}/topics/{topic}/test", "{\"payload\":\"x\"}"),
          entry(
              "POST /api/v1/queues/{queue}/topics/{topic}/jobs/delete",
              "{\"state\":\"dead\",\"limit\":1}"),
          entry("POST /api/v1/queues/{queue}/topics/{topic}/jobs/{id}/push", "{\"payload\":\"x\"}"),
          entry(
              "PUT /api/v1/cron/jobs/{name}",
              "{\"schedule\":\"@daily\",\"tag\":\"matrix-other\","
                  + "\"run\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:1/\"}}"),
          entry(
              "PUT /api/v1/discovery/apps/{env}/{app}/instances/{zone}/{name}/weight",
              "{\"weight\":1}"),
          entry("PUT /api/v1/config/domains/{domain}/files/{file}", "{\"sections\":{}}"),
          entry(
              "PATCH /api/v1/config/domains/{domain}/files/{file}",
              "{\"changes\":[{\"key\":\"k\",\"value\":\"v\"}]}"),
          entry(
              "POST /api/v1/config/domains/{domain}/publish",
              "{\"files\":{\"x.conf\":{\"sections\":{}}}}"),
          entry("POST /api/v1/config/domains/{domain}/restore", "{\"revision\":1}"),
          entry("POST /api/v1/config/domains/{domain}/files/{file}/restore", "{\"revision\":1}"),
          entry("POST /api/v1/config/domains/{domain}/files/{file}/gray", "{\"percent\":1}"),
          entry("POST /api/v1/users/{name}/password", "{\"password\":\"another-secret\"}"),
          entry("POST /v1/jobs", "{\"name\":\"matrix-job\"}"));

  /** Calls that change nothing, or only what is the caller's own. */
  private static final Map<String, Integer> OWN =
      Map.of(
          "POST /api/v1/cron/preview", 400,
          "DELETE /api/v1/sessions", 200,
          "DELETE /api/v1/sessions/{id}", 404);

  private final Pepper pepper;

  PermissionMatrixTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void refusesEveryChangeOfAViewerAndOfAnOperatorOfAnotherTag() {
    pepper
        .rest()
        .put("/api/v1/queues/matrix", BODIES.get("PUT /api/v1/queues/{queue}"))
        .expect2xx();
    pepper
        .rest()
        .put("/api/v1/cron/jobs/matrix-job", BODIES.get("PUT /api/v1/cron/jobs/{name}"))
        .expect2xx();
    user("matrix-viewer", "viewer", "null");
    user("matrix-operator", "operator", "[\"matrix-mine\"]");
    List<String> calls = changes();
    assertThat(calls).hasSizeGreaterThan(40).containsAll(BODIES.keySet()).containsAll(OWN.keySet());

    SoftAssertions all = new SoftAssertions();
    for (String name : List.of("matrix-viewer", "matrix-operator")) {
      Rest rest = new Rest(pepper.httpUrl(), name, name + "-secret");
      for (String call : calls) {
        String[] parts = call.split(" ");
        RestAnswer answer =
            parts[0].equals("DELETE")
                ? rest.delete(filled(parts[1]))
                : rest.call(parts[0], filled(parts[1]), BODIES.getOrDefault(call, "{}"));
        boolean isReadOnly = call.endsWith("/cron/preview") && name.equals("matrix-viewer");
        int expected = isReadOnly ? 403 : OWN.getOrDefault(call, 403);
        all.assertThat(answer.status())
            .as(name + ": " + call + " " + answer.body())
            .isEqualTo(expected);
        if (expected == 403) {
          all.assertThat(answer.body()).as(name + ": " + call).contains("this needs the");
        }
      }
    }
    all.assertAll();
    assertThat(pepper.rest().get("/api/v1/queues/matrix").body()).contains(TAG);
  }

  private void user(String name, String role, String tags) {
    pepper
        .rest()
        .post(
            "/api/v1/users",
            "{\"name\":\"%s\",\"password\":\"%s-secret\",\"role\":\"%s\",\"tags\":%s}"
                .formatted(name, name, role, tags))
        .expect2xx();
  }

  private static String filled(String path) {
    return path.replace("{queue}", "matrix")
        .replace("{topic}", "t")
        .replaceFirst("(/cron/jobs/|/v1/jobs/)\\{name}", "$1matrix-job")
        .replaceFirst("/users/\\{name}", "/users/admin")
        .replaceFirst("/runs/\\{id}", "/runs/1.1")
        .replaceFirst("/jobs/\\{id}", "/jobs/" + JOB)
        .replaceFirst("\\{id}", "nobody")
        .replaceFirst("\\{file}", "x.conf")
        .replaceAll("\\{\\w+}", "x");
  }

  private List<String> changes() {
    List<String> calls = new ArrayList<>();
    String path = "";
    for (String line : pepper.rest().get("/openapi").expect2xx().body().lines().toList()) {
      if (line.matches("  /\\S+:")) {
        path = line.strip().replaceFirst(":$", "");
      } else if (line.matches("    (put|post|patch|delete):")) {
        calls.add(line.strip().replace(":", "").toUpperCase() + " " + path);
      }
    }
    return calls;
  }
}
