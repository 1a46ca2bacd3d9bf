package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery over REST as people and their programs see it. */
@ExtendWith(SharedPepper.class)
class DiscoveryRestTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String APPS = "/api/v1/discovery/apps/";

  private final Pepper pepper;
  private final Rest rest;

  DiscoveryRestTest(Pepper pepper) {
    this.pepper = pepper;
    this.rest = pepper.rest();
  }

  @Test
  void showsWhatTheProviderSaysAndWhatHolds() {
    Provider provider = new Provider(pepper, "rest", "shown");
    provider.register(
        "z1", "h1", "version", "v2", "metadata", "{\"weight\":\"10\",\"cluster\":\"a\"}");

    JsonObject shown = rest.get(APPS + "rest/shown/instances/z1/h1").expect2xx().json();

    assertThat(shown.getString("status")).isEqualTo("up");
    assertThat(shown.containsKey("why")).isFalse();
    assertThat(shown.getString("origin")).isEqualTo("http");
    assertThat(shown.getJsonObject("metadata").getString("weight")).isEqualTo("10");
    JsonObject said = shown.getJsonObject("provider");
    assertThat(said.getJsonArray("addresses").getString(0)).isEqualTo("http://10.0.0.1:80");
    assertThat(said.getString("version")).isEqualTo("v2");
    assertThat(said.getString("lifetime")).isEqualTo("PT1M30S");
    assertThat(shown.getJsonObject("conditions").getBoolean("drained")).isFalse();
    assertThat(Duration.parse(shown.getString("heartbeatAge"))).isLessThan(LIMIT);
    assertThat(Instant.parse(shown.getString("registered")))
        .isEqualTo(Instant.parse(shown.getString("changed")));
  }

  /** The application's version is no time, though it looks like one. */
  @Test
  void tellsWhenAnApplicationChanged() {
    Provider provider = new Provider(pepper, "rest", "dated");
    Instant before = Instant.now();
    provider.register("z1", "h1");
    String registered = changed("dated");
    assertThat(registered)
        .isEqualTo(rest.get(APPS + "rest/dated/instances/z1/h1").json().getString("changed"));
    assertThat(Instant.parse(registered)).isBetween(before, Instant.now());

    provider.register("z1", "h2");
    Instant between = Instant.now();
    rest.delete(APPS + "rest/dated/instances/z1/h2").expect2xx();

    assertThat(Instant.parse(changed("dated"))).isBetween(between, Instant.now());
  }

  private String changed(String app) {
    return rest.get(APPS + "rest/" + app).expect2xx().json().getString("changed");
  }

  @Test
  void drainsWhateverTheProviderSaysAndTellsPollersAtOnce() {
    Provider provider = new Provider(pepper, "rest", "drained");
    provider.register("z1", "h1");
    provider.register("z1", "h2");
    CompletableFuture<JsonObject> poll = provider.poll("consumer");
    await().atMost(LIMIT).until(() -> pollers("rest/drained").size() == 1);
    assertThat(pollers("rest/drained").getString(0)).isEqualTo("consumer");

    JsonObject drained = rest.put(APPS + "rest/drained/instances/z1/h1/drain", "").json();

    assertThat(drained.getString("status")).isEqualTo("waiting");
    assertThat(drained.getString("why")).isEqualTo("drained by an operator");
    assertThat(names(poll.join().getJsonObject("data").getJsonObject("drained")))
        .containsExactly("h2");
    provider.set("z1", "h1", "status", "1");
    provider.register("z1", "h1");
    assertThat(names(provider.fetch().getJsonObject("data"))).containsExactly("h2");
    assertThat(rest.get(APPS + "rest/drained").json().getJsonObject("counts").toString())
        .isEqualTo("{\"instances\":2,\"up\":1,\"waiting\":1,\"drained\":1,\"unhealthy\":0}");

    rest.delete(APPS + "rest/drained/instances/z1/h1/drain").expect2xx();
    assertThat(names(provider.fetch().getJsonObject("data"))).containsExactlyInAnyOrder("h1", "h2");
  }

  @Test
  void setsWeightAndAttributesOverTheProviders() {
    Provider provider = new Provider(pepper, "rest", "weighed");
    String[] said = {"metadata", "{\"weight\":\"10\",\"color\":\"blue\"}"};
    provider.register("z1", "h1", said);
    String instance = APPS + "rest/weighed/instances/z1/h1";

    rest.put(instance + "/weight", "{\"weight\":3}").expect2xx();
    rest.put(instance + "/attributes", "{\"color\":\"green\",\"note\":\"slow\"}").expect2xx();
    provider.register("z1", "h1", said);

    assertThat(metadata(provider).toString())
        .isEqualTo("{\"weight\":\"3\",\"color\":\"green\",\"note\":\"slow\"}");
    rest.delete(instance + "/weight").expect2xx();
    rest.delete(instance + "/attributes").expect2xx();
    assertThat(metadata(provider).toString()).isEqualTo("{\"weight\":\"10\",\"color\":\"blue\"}");
  }

  @Test
  void removesAnInstanceByHand() {
    Provider provider = new Provider(pepper, "rest", "removed");
    provider.register("z1", "h1");
    assertThat(rest.delete(APPS + "rest/removed/instances/z1/h1").status()).isEqualTo(204);
    RestAnswer again = rest.delete(APPS + "rest/removed/instances/z1/h1");

    assertThat(again.status()).isEqualTo(404);
    assertThat(again.json().getString("field")).isEqualTo("name");
    assertThat(rest.get(APPS + "rest/removed").status()).isEqualTo(404);
    assertThat(provider.fetch().getInt("code")).isEqualTo(-404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "tcp@10.0.0.7:8972", "q?x=1&y#z", "100%", "ü + \"<'>\" ;v=1", ".."})
  void reachesNamesWithAnyCharacter(String name) {
    Provider provider = new Provider(pepper, name, name);
    provider.register(name, name);
    String part = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace(".", "%2E");
    String path = APPS + part + "/" + part + "/instances/" + part + "/" + part;

    JsonObject drained = rest.put(path + "/drain", "").expect2xx().json();

    assertThat(drained.getString("environment")).isEqualTo(name);
    assertThat(drained.getString("name")).isEqualTo(name);
    assertThat(rest.get(path).expect2xx().json().getString("status")).isEqualTo("waiting");
    assertThat(rest.delete(path).status()).isEqualTo(204);
  }

  @Test
  void pagesThroughApplicationsAndInstances() {
    for (String app : List.of("page-c", "page-a", "page-b", "other")) {
      Provider provider = new Provider(pepper, "rest-pages", app);
      provider.register("z2", "h1");
      provider.register("z1", "h2");
      provider.register("z1", "h1");
    }

    List<String> apps = new ArrayList<>();
    String query = "/api/v1/discovery/apps?environment=rest-pages&query=PAGE&limit=2";
    JsonObject page = rest.get(query).expect2xx().json();
    add(apps, page.getJsonArray("apps"), "application");
    JsonObject next = rest.get(query + "&cursor=" + page.getString("cursor")).json();
    add(apps, next.getJsonArray("apps"), "application");
    assertThat(apps).containsExactly("page-a", "page-b", "page-c");
    assertThat(next.containsKey("cursor")).isFalse();

    List<String> names = new ArrayList<>();
    page = rest.get(APPS + "rest-pages/page-a?limit=2").expect2xx().json();
    add(names, page.getJsonArray("instances"), "name");
    next = rest.get(APPS + "rest-pages/page-a?limit=2&cursor=" + page.getString("cursor")).json();
    add(names, next.getJsonArray("instances"), "name");
    assertThat(names).containsExactly("h1", "h2", "h1");
    assertThat(rest.get(APPS + "rest-pages/page-a?zone=z2").json().getJsonArray("instances"))
        .hasSize(1);
  }

  @Test
  void keepsSettingsOfAnApplicationWithoutInstances() {
    String document =
        """
        {"zoneWeights":{"z/1":{"z1":90,"z2":10}},"remark":"room team",\
        "check":{"type":"http","scheme":"http","path":"/health","interval":"PT30S",\
        "timeout":"PT2S","failures":2,"successes":1}}\
        """;
    String app = APPS + "rest/settings";
    assertThat(rest.put(app + "/settings", document).expect2xx().body()).isEqualTo(document);
    JsonObject shown = rest.get(app).expect2xx().json();
    assertThat(shown.getJsonObject("settings").toString()).isEqualTo(document);
    assertThat(shown.getBoolean("token")).isFalse();

    String token = rest.post(app + "/token", "").expect2xx().json().getString("token");
    RestAnswer withToken = rest.get(app);
    assertThat(withToken.json().getBoolean("token")).isTrue();
    assertThat(withToken.body()).doesNotContain(token.substring(10));
    rest.delete(app + "/settings").expect2xx();
    assertThat(rest.get(app).json().getBoolean("token")).isTrue();
    rest.delete(app + "/token").expect2xx();
    assertThat(rest.get(app).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          settings | {"zoneWeight":{}}                                       | zoneWeight
          settings | {"zoneWeights":{"a":{"b":-1}}}                          | zoneWeights.a.b
          settings | {"zoneWeights":{"a":{" ":1}}}                           | zoneWeights.a.
          settings | {"check":{"scheme":"http"}}                             | check.type
          settings | {"check":{"type":"udp"}}                                | check.type
          settings | {"check":{"type":"tcp","interval":"PT0S"}}              | check.interval
          settings | {"check":{"type":"tcp","timeout":"PT11S"}}              | check.timeout
          settings | {"check":{"type":"tcp","failures":0}}                   | check.failures
          settings | {"check":{"type":"http","path":"health"}}               | check.path
          settings | {"check":{"type":"tcp","port":80}}                      | check.port
          instances/z1/h1/weight | {"weight":1000001}                        | weight
          instances/z1/h1/weight | {}                                        | weight
          instances/z1/h1/weight | {"weight":1,"color":"red"}                | color
          instances/z1/h1/attributes | {"color":7}                           | color
          """)
  void namesTheFieldAtFault(String path, String body, String field) {
    RestAnswer answer = rest.put(APPS + "rest/refused/" + path, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.json().getString("field").strip()).startsWith(field);
  }

  @Test
  void refusesWhatCannotBeAName() {
    RestAnswer blank = rest.get(APPS + "%20/x");
    RestAnswer tooLong = rest.get(APPS + "rest/" + "x".repeat(256));
    RestAnswer cursor = rest.get("/api/v1/discovery/apps?cursor=nonsense");

    assertThat(blank.json().getString("field")).isEqualTo("env");
    assertThat(tooLong.json().getString("field")).isEqualTo("app");
    assertThat(cursor.json().getString("field")).isEqualTo("cursor");
    assertThat(List.of(blank.status(), tooLong.status(), cursor.status())).containsOnly(400);
  }

  @Test
  void countsInTheOverviewAndInItsMetrics() {
    new Provider(pepper, "rest", "counted").register("z1", "h1");

    JsonObject overview = rest.get("/api/v1/discovery").expect2xx().json();

    assertThat(overview.getString("node")).isEqualTo("node-of-the-tests");
    assertThat(overview.getJsonArray("nodes").getJsonObject(0).getString("address"))
        .isEqualTo(pepper.httpUrl());
    assertThat(overview.getInt("pendingHere")).isZero();
    assertThat(overview.getInt("applications")).isPositive();
    assertThat(overview.getJsonObject("counts").getInt("up")).isPositive();
    assertThat(overview.getJsonObject("origins").getInt("http")).isPositive();
    assertThat(rest.get("/metrics").expect2xx().body())
        .containsPattern("pepper_discovery_instances\\{status=\"up\"} [1-9]")
        .containsPattern("pepper_discovery_applications [1-9]")
        .containsPattern("pepper_discovery_origins\\{origin=\"http\"} [1-9]")
        .containsPattern("pepper_discovery_registers_total [1-9]")
        .contains("pepper_discovery_renews_total ")
        .contains("pepper_discovery_evictions_total ")
        .contains("pepper_discovery_protected ")
        .contains("pepper_discovery_polls ");
  }

  private JsonArray pollers(String app) {
    return rest.get(APPS + app).expect2xx().json().getJsonArray("pollersHere");
  }

  private static JsonObject metadata(Provider provider) {
    JsonObject zones = provider.fetch().getJsonObject("data").getJsonObject("instances");
    return zones.getJsonArray("z1").getJsonObject(0).getJsonObject("metadata");
  }

  private static List<String> names(JsonObject app) {
    List<String> names = new ArrayList<>();
    JsonObject zones = app.getJsonObject("instances");
    zones.keySet().forEach(zone -> add(names, zones.getJsonArray(zone), "hostname"));
    return names;
  }

  private static void add(List<String> all, JsonArray objects, String field) {
    objects.getValuesAs(JsonObject.class).forEach(each -> all.add(each.getString(field)));
  }
}
