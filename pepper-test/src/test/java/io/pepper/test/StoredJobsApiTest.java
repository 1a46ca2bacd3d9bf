package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single jobs over REST (docs/protocol.md, Looking at jobs). */
@ExtendWith(SharedPepper.class)
class StoredJobsApiTest {
  private static final String PULLED =
      """
      {"topics":{"all":{"delivery":{"type":"pull"}},"other":{"delivery":{"type":"pull"}}}}\
      """;

  private final Pepper pepper;

  StoredJobsApiTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @Test
  void findsSearchesAndDeletesJobs() {
    List<String> ids = push("api-jobs", "to Ada", "to Bob", "Ada again");
    String jobs = "/api/v1/queues/api-jobs/topics/all/jobs";

    JsonObject one = pepper.rest().get(jobs + "/" + ids.get(1)).expect2xx().json();
    assertThat(one.getString("payload")).isEqualTo("to Bob");
    assertThat(one.getString("state")).isEqualTo("ready");

    JsonObject found = pepper.rest().get(jobs + "/search?state=ready&text=ADA").expect2xx().json();
    assertThat(found.getJsonArray("jobs")).hasSize(2);
    assertThat(found.getInt("lookedAt")).isEqualTo(3);
    assertThat(found.getBoolean("whole")).isTrue();

    String body = "{\"state\":\"ready\",\"ids\":[\"%s\",\"7\"]}".formatted(ids.get(0));
    assertThat(pepper.rest().post(jobs + "/delete", body).expect2xx().json().getInt("deleted"))
        .isEqualTo(1);
    assertThat(pepper.counts("api-jobs", "all").getInt("ready")).isEqualTo(2);
    assertThat(pepper.counts("api-jobs", "other").getInt("ready")).isEqualTo(3);
    RestAnswer gone = pepper.rest().get(jobs + "/" + ids.get(0));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().getString("field")).isEqualTo("id");
  }

  @Test
  void pushesAnEditedJobIntoItsTopicAlone() {
    String id = push("api-edit", "wrong").getFirst();
    String path = "/api/v1/queues/api-edit/topics/all/jobs/" + id + "/push";

    JsonObject kept = pepper.rest().post(path, "{\"payload\":\"right\"}").expect2xx().json();
    JsonObject replaced =
        pepper
            .rest()
            .post(path, "{\"payloadBase64\":\"AP8=\",\"original\":\"delete\"}")
            .expect2xx()
            .json();

    assertThat(kept.getString("original")).isEqualTo("kept");
    assertThat(replaced.getString("original")).isEqualTo("deleted");
    JsonObject bytes =
        pepper
            .rest()
            .get("/api/v1/queues/api-edit/topics/all/jobs/" + replaced.getString("job"))
            .expect2xx()
            .json();
    assertThat(bytes.getString("payloadBase64")).isEqualTo("AP8=");
    assertThat(pepper.counts("api-edit", "all").getInt("ready")).isEqualTo(2);
    assertThat(pepper.counts("api-edit", "other").getInt("ready")).isEqualTo(1);
  }

  @Test
  void saysWhyJobsWait() {
    pepper.define(
        "api-waits",
        """
        {"topics":{
          "nobody":{"tag":"no-such-node","delivery":{"type":"http","url":"http://127.0.0.1:1/"}},
          "paused":{"paused":true,"delivery":{"type":"http","url":"http://127.0.0.1:1/"}},
          "away":{"delivery":{"type":"http","url":"http://127.0.0.1:1/"}}}}
        """);

    await().untilAsserted(() -> assertThat(waits("nobody")).contains("nobody consumes this"));
    assertThat(waits("nobody")).contains("'no-such-node'");
    assertThat(waits("paused")).contains("paused");
    await().untilAsserted(() -> assertThat(waits("away")).contains("127.0.0.1"));
    Path log = pepper.dataFolder().resolve("log/pepper.0.log");
    await()
        .untilAsserted(
            () -> assertThat(Files.readString(log)).containsOnlyOnce("api-waits/away waits, "));
  }

  private String waits(String topic) {
    return pepper
        .rest()
        .get("/api/v1/queues/api-waits/topics/" + topic)
        .expect2xx()
        .json()
        .getString("waits", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          jobs/delete | {"ids":["1"]}                                  | state
          jobs/delete | {"state":"running","ids":["1"]}                | state
          jobs/delete | {"state":"late","ids":["1"]}                   | state
          jobs/delete | {"state":"ready","limit":1}                    | limit
          jobs/delete | {"state":"dead"}                               | ids
          jobs/delete | {"state":"dead","ids":["x"]}                   | ids
          jobs/1/push | {}                                             | payload
          jobs/1/push | {"payload":"a","payloadBase64":"YQ=="}         | payloadBase64
          jobs/1/push | {"payloadBase64":"?"}                          | payloadBase64
          jobs/1/push | {"payload":"a","original":"burn"}              | original
          jobs/x/push | {"payload":"a"}                                | id
          test        | {"payload":"a","more":1}                       | more
          """)
  void namesWhatIsWrong(String path, String body, String field) {
    pepper.define("api-wrong", PULLED);

    RestAnswer answer = pepper.rest().post("/api/v1/queues/api-wrong/topics/all/" + path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo(field);
  }

  private List<String> push(String queue, String... payloads) {
    pepper.define(queue, PULLED);
    String quoted = "\"" + String.join("\",\"", payloads) + "\"";
    return pepper
        .rest()
        .post("/api/v1/queues/" + queue + "/jobs", "{\"payloads\":[" + quoted + "]}")
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getValuesAs(JsonString::getString);
  }
}
