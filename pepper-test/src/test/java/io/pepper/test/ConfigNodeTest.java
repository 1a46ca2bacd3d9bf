package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Configuration over REST as one node receives it. */
@ExtendWith(SharedPepper.class)
class ConfigNodeTest {
  private static final String DOMAINS = "/api/v1/config/domains/";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Pepper pepper;
  private final Rest rest;
  private final ConfigCalls calls;
  private final HttpClient http = HttpClient.newHttpClient();

  ConfigNodeTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
    this.calls = new ConfigCalls(pepper);
  }

  private JsonObject keys(String path) {
    JsonObject file = rest.get(DOMAINS + path).expect2xx().json();
    assertThat(file.getJsonObject("sections")).containsOnlyKeys("DEFAULT");
    return file.getJsonObject("sections").getJsonObject("DEFAULT");
  }

  private static String value(JsonObject keys, String key) {
    return keys.getJsonObject(key).getString("value");
  }

  private HttpResponse<String> as(String authorization, String path) {
    return begin(authorization, path).join();
  }

  private CompletableFuture<HttpResponse<String>> begin(String authorization, String path) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(pepper.httpUrl() + path))
            .header("Authorization", authorization)
            .timeout(Duration.ofSeconds(60))
            .build(),
        BodyHandlers.ofString());
  }

  private String token(String name, String scope, String tags) {
    return rest.post(
            "/api/v1/tokens",
            "{\"name\":\"%s\",\"scope\":\"%s\",\"tags\":%s}".formatted(name, scope, tags))
        .expect2xx()
        .json()
        .getString("token");
  }

  @Test
  void aNodeGetsItsSectionAndWhatIsAbove() {
    calls.putIni("domains/node/files/cart.conf", "from = top\ntop = 1\n[n1]\nhidden = 1\n");
    calls.putIni(
        "domains/node/files/bj/cart.conf",
        "from = bj\nx int = 1\n[n1]\nx int = 2\n[blue]\nx int = 3\n");

    JsonObject own = keys("node/files/bj/cart.conf?node=n1");
    JsonObject blue = keys("node/files/bj/cart.conf?node=n1&section=blue");
    JsonObject other = keys("node/files/bj/cart.conf?node=10.0.0.7%3A80");

    assertThat(own.keySet()).containsExactlyInAnyOrder("from", "top", "x");
    assertThat(value(own, "from")).isEqualTo("bj");
    assertThat(own.getJsonObject("x").toString()).isEqualTo("{\"type\":\"int\",\"value\":\"2\"}");
    assertThat(value(blue, "x")).isEqualTo("3");
    assertThat(value(other, "x")).isEqualTo("1");
    assertThat(value(keys("node/files/sh/cart.conf?node=n1"), "from")).isEqualTo("top");
    assertThat(keys("node/files/bj/cart.conf?node=a%2Fb")).containsKey("x");
    assertThat(keys("node/files/bj/cart.conf?node=x.conf")).containsKey("x");
    assertThat(rest.get(DOMAINS + "node/files/bj/none.conf?node=n1").status()).isEqualTo(404);
  }

  @Test
  void aNodeHasTheSameOverHttpAndGrpc() throws Exception {
    GoProgram.checkGo();
    calls.putIni("domains/nodegrpc/files/cart.conf", "from = top\ntop = 1\n");
    calls.putIni("domains/nodegrpc/files/bj/cart.conf", "x = 1\nfrom = bj\n[n1]\nx = 2\n");
    rest.post(
            DOMAINS + "nodegrpc/files/cart.conf/gray",
            "{\"nodes\":[\"n1\"],\"changes\":[{\"key\":\"top\",\"value\":\"9\"}]}")
        .expect2xx();

    JsonObject keys = keys("nodegrpc/files/bj/cart.conf?node=n1");
    String line =
        keys.keySet().stream()
            .sorted()
            .map(key -> " Cart." + key + "=" + value(keys, key))
            .collect(Collectors.joining());

    assertThat(line).isEqualTo(" Cart.from=bj Cart.top=9 Cart.x=2");
    try (GoProgram node =
        GoProgram.start(
            "keeper",
            "subscribe",
            "127.0.0.1:" + pepper.grpcPort(),
            "nodegrpc",
            "n1",
            "/bj/cart.conf/n1")) {
      node.awaitLine("3" + line);
    }
  }

  @Test
  void grayReleasesReachTheirNodesByIdAndLabel() {
    calls.putIni("domains/nodegray/files/a.conf", "x int = 1\n");
    String gray = DOMAINS + "nodegray/files/a.conf/gray";
    String changes = "\"changes\":[{\"key\":\"x\",\"type\":\"int\",\"value\":\"9\"}]";

    rest.post(gray, "{\"nodes\":[\"n1\"]," + changes + "}").expect2xx();
    assertThat(value(keys("nodegray/files/a.conf?node=n1"), "x")).isEqualTo("9");
    assertThat(value(keys("nodegray/files/a.conf?node=n2"), "x")).isEqualTo("1");

    rest.post(gray, "{\"labels\":{\"zone\":\"eu\"}," + changes + "}").expect2xx();
    assertThat(value(keys("nodegray/files/a.conf?node=n2&labels=tier:web,zone:eu"), "x"))
        .isEqualTo("9");
    assertThat(value(keys("nodegray/files/a.conf?node=n2&labels=zone:us"), "x")).isEqualTo("1");
  }

  @Test
  void aWaitEndsOnlyWithWhatMakesADifferenceForTheNode() {
    calls.putIni("domains/nodewait/files/a.conf", "x int = 1\n");
    String admin = basic("admin", pepper.adminPassword());
    String wait = DOMAINS + "nodewait/files/a.conf/wait?timeout=30&revision=1&node=";
    CompletableFuture<HttpResponse<String>> one = begin(admin, wait + "n1");
    CompletableFuture<HttpResponse<String>> two = begin(admin, wait + "n2");
    assertThat(begin(admin, wait.replace("=30", "=0") + "n3").join().statusCode()).isEqualTo(304);

    calls.putIni("domains/nodewait/files/b.conf", "y = 1\n");
    rest.post(
            DOMAINS + "nodewait/files/a.conf/gray",
            "{\"nodes\":[\"n1\"],\"changes\":[{\"key\":\"x\",\"type\":\"int\",\"value\":\"9\"}]}")
        .expect2xx();

    assertThat(one).succeedsWithin(LIMIT);
    assertThat(one.join().body()).contains("\"node\":\"n1\",\"revision\":3", "\"value\":\"9\"");
    assertThat(two).isNotDone();
    rest.post(DOMAINS + "nodewait/files/a.conf/gray/promote", "{}").expect2xx();
    assertThat(two).succeedsWithin(LIMIT);
    assertThat(two.join().body()).contains("\"revision\":4", "\"value\":\"9\"");
    assertThat(begin(admin, wait + "n1").join().body()).contains("\"revision\":4");
    // A revision that there is not, as after a restore of the store.
    HttpResponse<String> ahead =
        begin(admin, wait.replace("revision=1", "revision=99") + "n1").join();
    assertThat(ahead.body()).contains("\"revision\":4");
  }

  @Test
  void onlyTokensForConfigurationSeeSecretsAndNothingElse() {
    rest.patch(
            DOMAINS + "nodesecret/files/a.conf",
            "{\"changes\":[{\"key\":\"pin\",\"type\":\"int\",\"value\":\"4711\",\"secret\":true}]}")
        .expect2xx();
    String file = DOMAINS + "nodesecret/files/a.conf";
    String config = "Bearer " + token("node-config", "config", "[\"default\"]");
    String read = "Bearer " + token("node-read", "read", "[\"default\"]");
    String elsewhere = "Bearer " + token("node-else", "config", "[\"elsewhere\"]");

    assertThat(as(config, file + "?node=n1").body())
        .contains("{\"type\":\"int\",\"value\":\"4711\",\"secret\":true}");
    assertThat(as(config, file + "?node=n1").headers().firstValue("Cache-Control"))
        .hasValue("no-store");
    assertThat(as(config, file + "/wait?revision=0&node=n1").body()).contains("4711");
    assertThat(as(config, file + "?node=n1&format=properties").body()).isEqualTo("pin=4711\n");
    assertThat(as(config, file + "?node=n1&format=ini").body()).isEqualTo("pin int = 4711\n");
    for (String path :
        new String[] {
          "",
          "?node=n1",
          "?format=ini",
          "?node=n1&format=ini",
          "?format=properties",
          "?node=n1&format=properties",
          "/wait?node=n1"
        }) {
      assertThat(as(read, file + path).body()).as(path).contains("***").doesNotContain("4711");
    }
    assertThat(as(config, file).body()).contains("***").doesNotContain("4711");
    assertThat(as(elsewhere, file + "?node=n1").statusCode()).isEqualTo(403);
    assertThat(as(elsewhere, file + "/wait?node=n1").statusCode()).isEqualTo(403);
    for (String other :
        new String[] {
          "/api/v1/config/domains",
          "/api/v1/config/search?q=x",
          DOMAINS + "nodesecret",
          file + "/history",
          "/api/v1/queues",
          "/api/v1/me",
          "/openapi",
          "/conf/list?domain=x"
        }) {
      assertThat(as(config, other).body()).as(other).doesNotContain("nodesecret");
      assertThat(as(config, other).statusCode()).as(other).isIn(403, 302, 200);
    }
    assertThat(as(config, "/api/v1/queues").statusCode()).isEqualTo(403);
    assertThat(as(config, DOMAINS + "nodesecret").statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenMayComeAsAPassword() {
    calls.putIni("domains/nodebasic/files/a.conf", "x int = 1\n");
    String token = token("node-basic", "config", "null");

    String file = DOMAINS + "nodebasic/files/a.conf?node=n1";
    assertThat(as(basic("token", token), file).statusCode()).isEqualTo(200);
    assertThat(as(basic("token", token + "x"), file).statusCode()).isEqualTo(401);
    assertThat(as(basic("admin", token), file).statusCode()).isEqualTo(401);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void propertiesAreReadByJava() throws Exception {
    rest.put(
            DOMAINS + "props/files/a.conf",
            """
            {"sections":{"DEFAULT":{"a#b":"=ä:\\n\\\\ ","wait":{"type":"time.Duration","value":"1m30s"},
             "on":{"type":"bool","value":"t"},"hosts":{"type":"[]string","value":"a,b"},
             "limits":{"type":"map[string]int","value":"mail:1,web:2"}},"n1":{"x":"1"}}}\
            """)
        .expect2xx();

    HttpResponse<byte[]> all =
        calls.get("domains/props/files/a.conf", "Accept", "text/x-java-properties");
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(all.body()));

    assertThat(ConfigCalls.header(all, "Content-Type")).startsWith("text/x-java-properties");
    assertThat(properties)
        .containsOnly(
            Map.entry("a#b", "=ä:\n\\ "),
            Map.entry("wait", "PT1M30S"),
            Map.entry("on", "true"),
            Map.entry("hosts", "a,b"),
            Map.entry("limits.mail", "1"),
            Map.entry("limits.web", "2"),
            Map.entry("n1.x", "1"));
    assertThat(ConfigCalls.text(calls.get("domains/props/files/a.conf?format=properties&node=n1")))
        .contains("\nx=1\n");
    assertThat(
            calls
                .call(
                    "HEAD", "domains/props/files/a.conf?format=properties", BodyPublishers.noBody())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesWhatMakesNoSense() {
    calls.putIni("domains/nodewrong/files/a.conf", "x = 1\n");
    String file = DOMAINS + "nodewrong/files/a.conf";
    assertThat(rest.get(file + "?node=").body()).contains("\"field\":\"node\"");
    assertThat(rest.get(file + "?section=a").body()).contains("\"field\":\"section\"");
    assertThat(rest.get(file + "?labels=a:b").body()).contains("\"field\":\"labels\"");
    assertThat(rest.get(file + "?node=n1&labels=eu").body()).contains("zone:eu,tier:web");
    assertThat(rest.get(file + "?format=yaml").body()).contains("json, ini or properties");
    assertThat(rest.get(file + "?node=n1&revision=1").body()).contains("leave out node");
  }
}
