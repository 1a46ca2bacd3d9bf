package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** gokeeper's HTTP interface, as its dashboards and command line call it. */
@ExtendWith(SharedPepper.class)
class KeeperAdminTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Pepper pepper;
  private final Rest rest;

  KeeperAdminTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
  }

  @Test
  void publishesAFileByGetAndListsItsRecords() throws IOException {
    JsonObject added =
        call(
            "/add/file",
            "domain",
            "k1",
            "file",
            "/bj/x.conf",
            "conf",
            "n int = 1\nü = é\n",
            "note",
            "a");
    assertThat(added.toString()).isEqualTo("{\"error_code\":0,\"error\":\"\",\"data\":null}");

    assertThat(call("/conf/list", "domain", "k1").getJsonArray("data").toString())
        .isEqualTo(
            "[{\"name\":\"/bj/x.conf\",\"sections\":[{\"name\":\"DEFAULT\",\"keys\":{"
                + "\"n\":{\"type\":\"int\",\"raw_key\":\"n int\",\"raw_value\":\"1\",\"key\":\"n\",\"value\":1,\"struct_key\":\"N\",\"is_json\":false},"
                + "\"ü\":{\"type\":\"string\",\"raw_key\":\"ü\",\"raw_value\":\"é\",\"key\":\"ü\",\"value\":\"é\",\"struct_key\":\"Ü\",\"is_json\":false}}}]}]");
    assertThat(call("/confList", "domain", "k1")).isEqualTo(call("/conf/list", "domain", "k1"));
    assertThat(call("/domain/list").getJsonArray("data").toString())
        .contains("{\"name\":\"k1\",\"version\":1}");
    assertThat(call("/get/domain/from/ds", "domain", "k1").getJsonObject("data").toString())
        .startsWith("{\"/bj/x.conf\":{\"DEFAULT\":{\"n\":\"{\\\"type\\\":\\\"int\\\"");
  }

  @Test
  void aBatchWithADeleteIsOnePublishOrNone() throws IOException {
    call("/add/file", "domain", "k2", "file", "a.conf", "conf", "x = 1", "note", "a");
    String good =
        "[{\"opcode\":\"delete\",\"file\":\"a.conf\",\"section\":\"DEFAULT\",\"key\":\"x\"},"
            + "{\"opcode\":\"add\",\"file\":\"b.conf\",\"section\":\"DEFAULT\",\"key\":\"y\",\"type\":\"int\",\"value\":\"2\"}]";
    String bad = good.replace("\"2\"", "\"two\"");

    JsonObject refused = call("/conf/manage", "domain", "k2", "operates", bad, "note", "n");
    assertThat(refused.getInt("error_code")).isEqualTo(1);
    assertThat(refused.getString("error")).contains("is no int");
    assertThat(version("k2")).isEqualTo(1);
    call("/conf/manage", "domain", "k2", "operates", good, "note", "[\"one\",\"two\"]");

    assertThat(version("k2")).isEqualTo(2);
    assertThat(call("/package/list", "domain", "k2", "limit", "1").getJsonArray("data").toString())
        .startsWith(
            "[{\"id\":2,\"domain\":\"k2\",\"version\":2,\"package_version\":2,\"note\":\"one; two\",\"timestamp\":");
    JsonObject conflict =
        call(
            "/conf/manage",
            "domain",
            "k2",
            "operates",
            "[{\"opcode\":\"update\",\"file\":\"b.conf\",\"section\":\"DEFAULT\",\"key\":\"y\",\"value\":\"2\"}]");
    assertThat(conflict.getString("error")).startsWith("key y type conflict");
  }

  private int version(String domain) {
    return rest.get("/api/v1/config/domains/" + domain).json().getInt("revision");
  }

  @Test
  void rollsBackDeletesAndSaysWhatIsNotThere() throws IOException {
    call("/add/file", "domain", "k3", "file", "a.conf", "conf", "x = 1", "note", "a");
    call("/add/file", "domain", "k3", "file", "a.confx.conf", "conf", "x = 2", "note", "b");

    call("/delete/file", "domain", "k3", "file", "a.conf", "note", "c");
    assertThat(call("/conf/list", "domain", "k3").toString())
        .contains("/a.confx.conf")
        .doesNotContain("/a.conf\"");
    assertThat(
            call("/delete/file", "domain", "k3", "file", "a.conf", "note", "c").getString("error"))
        .isEqualTo("key not exist");
    assertThat(call("/conf/rollback", "domain", "k3", "id", "99").getInt("error_code"))
        .isEqualTo(1);
    call("/conf/rollback", "domain", "k3", "id", "2");
    assertThat(call("/conf/list", "domain", "k3").toString()).contains("/a.conf\"");
    assertThat(call("/package/list", "domain", "k3", "offset", "9").getString("error"))
        .isEqualTo("have no more versions");
    call("/delete/domain", "domain", "k3", "note", "d");
    assertThat(call("/domain/list").toString()).doesNotContain("k3");
    assertThat(call("/conf/list", "domain", "k3").getString("error"))
        .isEqualTo("domain k3 not found");
    assertThat(call("/conf/list").getString("error")).isEqualTo("domain is required");
    assertThat(
            call("/add/file", "domain", "k3", "file", "a.conf", "conf", "x = 1").getString("error"))
        .isEqualTo("note is required");
  }

  @Test
  void answersForNodes() throws IOException {
    call("/add/file", "domain", "k4", "file", "a.conf", "conf", "x = 1", "note", "a");

    assertThat(call("/conf/status", "domain", "k4").isNull("data")).isTrue();
    assertThat(call("/node/list", "domain", "k4").isNull("data")).isTrue();
    assertThat(call("/node/info", "domain", "k4", "nodeid", "n").getString("error"))
        .isEqualTo("key not exist");
    assertThat(call("/conf/reload", "domain", "k4").getJsonObject("data").values())
        .hasToString("[true]");
    assertThat(call("/node/manage", "domain", "k4").getInt("error_code")).isEqualTo(1);
  }

  @Test
  void deniesWhoHasNotSigned() throws IOException {
    assertThat(get("/domain/list", "").body()).isEqualTo("access deny");
    assertThat(get("/domain/list", "").statusCode()).isEqualTo(200);
    String signed = signature("dashboard-secret-of-the-tests-x");
    assertThat(get("/domain/list", signed).body()).isEqualTo("access deny");
    String once = signature("dashboard-secret-of-the-tests");
    assertThat(get("/domain/list", once).body()).startsWith("{\"error_code\":0");
    assertThat(get("/domain/list", once).body()).isEqualTo("access deny");
    assertThat(
            get("/api/v1/config/domains", signature("dashboard-secret-of-the-tests")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void letsInUsersWithTheirRights() {
    rest.post(
            "/api/v1/users",
            "{\"name\":\"keeper-viewer\",\"password\":\"keeper-viewer-secret\",\"role\":\"viewer\"}")
        .expect2xx();
    Rest viewer = new Rest(pepper.httpUrl(), "keeper-viewer", "keeper-viewer-secret");

    assertThat(rest.get("/domain/list").body()).startsWith("{\"error_code\":0");
    assertThat(viewer.get("/domain/list").body()).startsWith("{\"error_code\":0");
    assertThat(viewer.get("/add/file?domain=k5&file=a.conf&conf=x%3D1&note=n").body())
        .startsWith("{\"error_code\":1,\"error\":\"this needs the role operator");
  }

  private JsonObject call(String path, String... parameters) throws IOException {
    StringBuilder query = new StringBuilder(signature("dashboard-secret-of-the-tests"));
    for (int i = 0; i < parameters.length; i += 2) {
      query.append('&').append(parameters[i]).append('=');
      query.append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    HttpResponse<String> answer = get(path, query.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    return new RestAnswer(path, 200, answer.headers(), answer.body()).json();
  }

  private static String signature(String secret) {
    String rand = Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    String time = Long.toString(System.currentTimeMillis() * 1_000_000);
    String text = "dashboard_" + rand + "_" + time + secret;
    try {
      String guid =
          HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
      return "partner=dashboard&rand=" + rand + "&time=" + time + "&guid=" + guid;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> get(String path, String query) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create(pepper.httpUrl() + path + "?" + query))
              .method("GET", BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
