package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** History, drafts and gray releases of configuration over REST. */
@ExtendWith(SharedPepper.class)
class ConfigVersionsTest {
  private static final String DOMAINS = "/api/v1/config/domains/";

  private final Pepper pepper;
  private final Rest rest;
  private final ConfigCalls calls;

  ConfigVersionsTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
    this.calls = new ConfigCalls(pepper);
  }

  @Test
  void saysWhoChangedWhatAndRestoresIt() {
    String file = DOMAINS + "history/files/a.conf";
    patch(file, "one", "1", "first");
    patch(file, "one", "2", "second");
    calls.putIni("domains/history/files/b.conf", "x = 1");

    JsonObject page = rest.get(file + "/history?limit=1").expect2xx().json();
    JsonObject newest = page.getJsonArray("revisions").getJsonObject(0);
    assertThat(newest.getInt("revision")).isEqualTo(2);
    assertThat(newest.getString("author")).isEqualTo("admin");
    assertThat(newest.getString("note")).isEqualTo("second");
    assertThat(newest.getJsonObject("diff").getJsonArray("keys").toString())
        .isEqualTo(
            "[{\"section\":\"DEFAULT\",\"key\":\"one\",\"before\":{\"type\":\"string\",\"value\":\"1\"},\"after\":{\"type\":\"string\",\"value\":\"2\"}}]");
    JsonArray older =
        rest.get(file + "/history?before=" + page.getInt("before"))
            .json()
            .getJsonArray("revisions");
    assertThat(older).hasSize(1);
    assertThat(older.getJsonObject(0).getJsonObject("diff").getString("change")).isEqualTo("new");
    assertThat(rest.get(file + "?revision=1").json().getJsonObject("sections").toString())
        .isEqualTo("{\"DEFAULT\":{\"one\":{\"type\":\"string\",\"value\":\"1\"}}}");

    assertThat(rest.post(file + "/restore", "{\"revision\":1,\"note\":\"back\"}").body())
        .isEqualTo("{\"revision\":4}");
    assertThat(rest.get(file).body()).contains("\"revision\":4", "\"value\":\"1\"");
    assertThat(rest.post(DOMAINS + "history/restore", "{\"revision\":2}").expect2xx().body())
        .isEqualTo("{\"revision\":5}");
    assertThat(rest.get(DOMAINS + "history").json().getJsonArray("files")).hasSize(1);
    assertThat(rest.get(DOMAINS + "history/history").json().getJsonArray("revisions")).hasSize(5);
    assertThat(rest.get(file + "?revision=99").status()).isEqualTo(404);
    assertThat(rest.post(file + "/restore", "{}").status()).isEqualTo(400);
  }

  @Test
  void aDraftComesIntoForceByAnotherPerson() {
    rest.put(DOMAINS + "drafts", "{\"needsReview\":true}").expect2xx();
    String file = DOMAINS + "drafts/files/a.conf";
    assertThat(rest.put(file, "{\"sections\":{}}").status()).isEqualTo(409);

    JsonObject draft =
        rest.put(file + "?draft=true", "{\"sections\":{\"DEFAULT\":{\"n\":1}},\"note\":\"try\"}")
            .expect2xx()
            .json();
    int revision = draft.getInt("draft");
    assertThat(revision).isPositive();
    assertThat(rest.get(file).status()).isEqualTo(404);
    assertThat(rest.get(DOMAINS + "drafts/drafts").json().getJsonArray("drafts")).hasSize(1);
    assertThat(rest.get(file + "/draft").json().getJsonObject("diff").getString("change"))
        .isEqualTo("new");
    RestAnswer own = rest.post(file + "/draft/publish", "{\"revision\":" + revision + "}");
    assertThat(own.status()).isEqualTo(409);
    assertThat(own.body()).contains("another person must publish it");
    rest.post(
            "/api/v1/users",
            "{\"name\":\"config-bert\",\"password\":\"config-bert-secret\",\"role\":\"operator\"}")
        .expect2xx();
    Rest bert = new Rest(pepper.httpUrl(), "config-bert", "config-bert-secret");
    assertThat(bert.post(file + "/draft/publish", "{\"revision\":999999}").status()).isEqualTo(412);

    assertThat(bert.post(file + "/draft/publish", "{\"revision\":" + revision + "}").body())
        .isEqualTo("{\"revision\":1}");
    assertThat(rest.get(file).body()).contains("\"value\":\"1\"");
    assertThat(rest.delete(file + "/draft").status()).isEqualTo(404);
  }

  @Test
  void aGrayReleaseIsPromotedOrAbandoned() {
    String file = DOMAINS + "gray/files/a.conf";
    patch(file, "n", "1", "");

    rest.post(
            file + "/gray",
            "{\"nodes\":[\"10.0.0.7:80\"],\"changes\":[{\"key\":\"n\",\"value\":\"2\"}]}")
        .expect2xx();
    JsonObject shown = rest.get(file).json();
    assertThat(shown.getJsonObject("sections").toString()).contains("\"value\":\"1\"");
    assertThat(shown.getJsonObject("gray").toString())
        .contains("\"value\":\"2\"", "\"nodes\":[\"10.0.0.7:80\"]");
    rest.post(file + "/gray", "{\"percent\":50}").expect2xx();
    assertThat(rest.get(file).json().getJsonObject("gray").getInt("percent")).isEqualTo(50);
    rest.post(file + "/gray/promote", "{}").expect2xx();
    assertThat(rest.get(file).body()).contains("\"value\":\"2\"").doesNotContain("gray\":{");

    rest.post(
            file + "/gray",
            "{\"labels\":{\"zone\":\"bj\"},\"changes\":[{\"key\":\"n\",\"value\":\"3\"}]}")
        .expect2xx();
    rest.post(file + "/gray/abandon", "{\"note\":\"no\"}").expect2xx();
    assertThat(rest.get(file).body()).contains("\"value\":\"2\"").doesNotContain("gray\":{");
    assertThat(rest.post(file + "/gray/abandon", "{}").status()).isEqualTo(404);
    assertThat(rest.post(file + "/gray", "{\"percent\":1,\"nodes\":[\"a\"]}").status())
        .isEqualTo(400);
  }

  private void patch(String file, String key, String value, String note) {
    rest.patch(
            file,
            "{\"changes\":[{\"key\":\"%s\",\"value\":\"%s\"}],\"note\":\"%s\"}"
                .formatted(key, value, note))
        .expect2xx();
  }

  @Test
  void showsTheNodesOfADomain() {
    calls.putIni("domains/nodes/files/a.conf", "x = 1");

    assertThat(rest.get(DOMAINS + "nodes/nodes").body())
        .isEqualTo("{\"count\":0,\"lagging\":0,\"nodes\":[]}");
    assertThat(calls.call("GET", "domains/none/nodes", BodyPublishers.noBody()).statusCode())
        .isEqualTo(404);
  }
}
