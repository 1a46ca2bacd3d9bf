package io.pepper.test;

import static io.pepper.test.DiscoveryCalls.form;
import static io.pepper.test.DiscoveryCalls.latest;
import static io.pepper.test.DiscoveryCalls.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The calls of bilibili/discovery that answer at once, byte by byte as the original's server
 * answers them, or as its clients need it where the original is wrong (docs/compatibility.md,
 * Defects of bilibili/discovery). Each test has an application of its own.
 */
@ExtendWith(SharedPepper.class)
class DiscoveryApiTest {
  private static final String DONE = "{\"code\":0,\"message\":\"0\",\"ttl\":1}";
  private static final String UNKNOWN =
      "{\"code\":-404,\"message\":\"-404\",\"ttl\":1,\"data\":null}";

  private final Pepper pepper;
  private final DiscoveryCalls calls;

  DiscoveryApiTest(Pepper pepper) {
    this.pepper = pepper;
    calls = new DiscoveryCalls(pepper.httpUrl());
  }

  private static String registration(String app, String host, String... more) {
    return form(
            "region",
            "sh",
            "zone",
            "sh001",
            "env",
            "uat",
            "appid",
            app,
            "hostname",
            host,
            "status",
            "1",
            "addrs",
            "grpc://10.0.0.1:9000")
        + (more.length == 0 ? "" : "&" + form(more));
  }

  private static String identity(String app, String host) {
    return form("zone", "sh001", "env", "uat", "appid", app, "hostname", host);
  }

  private String fetch(String app) {
    return calls.get("fetch", form("env", "uat", "appid", app, "status", "3")).body();
  }

  private static String instance(
      String app, String host, String addrs, String version, String metadata, int status) {
    return ("{\"region\":\"sh\",\"zone\":\"sh001\",\"env\":\"uat\",\"appid\":\"%s\",\"hostname\":\"%s\","
            + "\"addrs\":%s,\"version\":\"%s\",\"metadata\":%s,\"status\":%d,\"reg_timestamp\":0,"
            + "\"up_timestamp\":0,\"renew_timestamp\":0,\"dirty_timestamp\":0,\"latest_timestamp\":0}")
        .formatted(app, host, addrs, version, metadata, status);
  }

  @Test
  void livesThroughAnInstancesLife() {
    String grpc = "[\"grpc://10.0.0.1:9000\"]";
    HttpResponse<String> registered = calls.post("register", registration("life", "h1"));
    assertThat(registered.statusCode()).isEqualTo(200);
    assertThat(registered.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(registered.headers().firstValue("Kratos-Status-Code")).contains("0");
    assertThat(registered.body()).isEqualTo(DONE);

    assertThat(withoutTimes(fetch("life")))
        .isEqualTo(
            "{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{\"instances\":{\"sh001\":["
                + instance("life", "h1", grpc, "", "{}", 1)
                + "]},\"latest_timestamp\":0}}");
    assertThat(withoutTimes(calls.post("renew", identity("life", "h1")).body()))
        .isEqualTo(
            "{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":"
                + instance("life", "h1", grpc, "", "{}", 1)
                + "}");
    assertThat(calls.post("cancel", identity("life", "h1")).body()).isEqualTo(DONE);
    assertThat(calls.post("cancel", identity("life", "h1")).body())
        .isEqualTo("{\"code\":-404,\"message\":\"-404\",\"ttl\":1}");
    assertThat(fetch("life")).isEqualTo(UNKNOWN);
  }

  /** C16: the only thing that makes clients register again. */
  @Test
  void tellsWhoIsUnknownToRegister() {
    HttpResponse<String> answer = calls.post("renew", identity("nobody", "h1"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Kratos-Status-Code")).contains("-404");
    assertThat(answer.body()).isEqualTo(UNKNOWN);
  }

  /** C3: kratos since version 2 sends no body, brpc does not encode its values. */
  @Test
  void takesParametersFromBodyAndQuery() {
    assertThat(calls.postQuery("register", registration("sources", "in-query")).body())
        .isEqualTo(DONE);
    assertThat(
            calls
                .post("register?hostname=from-query&env=uat", registration("sources", "in-body"))
                .body())
        .isEqualTo(DONE);
    assertThat(
            calls
                .post(
                    "register?hostname=brpc",
                    "zone=sh001&env=uat&appid=sources&status=1&addrs=http://10.0.0.1:80&load=50%&metadata={\"a\":\"b\"}")
                .body())
        .isEqualTo(DONE);
    assertThat(
            calls
                .send(
                    calls
                        .request("register")
                        .POST(BodyPublishers.ofString(registration("sources", "no-type"))))
                .body())
        .isEqualTo(DONE);

    assertThat(fetch("sources"))
        .contains("\"in-query\"", "\"in-body\"", "\"brpc\"", "\"no-type\"", "{\"a\":\"b\"}")
        .doesNotContain("from-query");
  }

  /** C4 and acceptance test 2. */
  @Test
  void takesAddressesRepeatedAndJoined() {
    calls.post(
        "register",
        registration("addrs", "repeated", "addrs", "http://10.0.0.1:80", "version", "2")
            .replace("status=1", "status=1"));
    calls.post(
        "register",
        registration("addrs", "joined", "version", "2")
            .replace(
                form("addrs", "grpc://10.0.0.1:9000"),
                form("addrs", "grpc://10.0.0.1:9000,http://10.0.0.1:80")));

    String both = "[\"grpc://10.0.0.1:9000\",\"http://10.0.0.1:80\"]";
    assertThat(withoutTimes(fetch("addrs")))
        .contains(
            instance("addrs", "repeated", both, "2", "{}", 1),
            instance("addrs", "joined", both, "2", "{}", 1));
  }

  /** The original's own client registers instances without an address. */
  @Test
  void takesAnInstanceWithoutAnAddress() {
    String form =
        registration("bare", "h1").replace(form("addrs", "grpc://10.0.0.1:9000"), "addrs=");

    assertThat(calls.post("register", form).body()).isEqualTo(DONE);
    assertThat(withoutTimes(fetch("bare"))).contains(instance("bare", "h1", "[]", "", "{}", 1));
  }

  @Test
  void dividesAddressesOnlyWhereAnotherBegins() {
    calls.post("register", registration("commas", "h1", "addrs", "http://10.0.0.1:80/?w=1,2"));
    calls.post("register", registration("commas", "h2", "addrs", "http://a:1/?w=1,2, tcp://b:2"));

    assertThat(fetch("commas"))
        .contains(
            "\"addrs\":[\"grpc://10.0.0.1:9000\",\"http://10.0.0.1:80/?w=1,2\"]",
            "\"addrs\":[\"grpc://10.0.0.1:9000\",\"http://a:1/?w=1,2\",\"tcp://b:2\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http://10.0.0.1:99999",
        "http://10.0.0 .1:80",
        "[\"http://10.0.0.1:80\",\"http://10.0.0.2:80\"]",
        "http://fd00::7:80",
        "http://10.0.0.1:80,10.0.0.2:80"
      })
  void refusesWhatIsNoAddress(String address) {
    String answer =
        calls
            .post("register", registration("no-address", "h1", "addrs", address))
            .body()
            .replace("\\\"", "\"");

    assertThat(answer)
        .startsWith("{\"code\":-400,")
        .contains(
            "addrs must be addresses such as grpc://10.0.0.7:9000", "not '" + address + "': ");
    assertThat(fetch("no-address")).isEqualTo(UNKNOWN);
  }

  /** C13: the original's own example loses the weight. */
  @Test
  void turnsNumbersAndBooleansOfMetadataIntoText() {
    calls.post(
        "register",
        registration(
            "metadata", "h1", "metadata", "{\"weight\":10,\"offline\":false,\"name\":\"<ü>\"}"));

    assertThat(fetch("metadata"))
        .contains(
            "\"metadata\":{\"weight\":\"10\",\"offline\":\"false\",\"name\":\"\\u003cü\\u003e\"}");
  }

  /** C14 and D9: always a body, always a code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          status=1             | status=3                   | status must be 1 (UP) or 2 (WAITING)
          status=1             | status=0                   | status must be 1 (UP) or 2 (WAITING)
          status=1             | status=up                  | status must be a whole number
          zone=sh001           | zone=                      | zone is needed
          env=uat              | x=uat                      | env is needed
          hostname=h1          | hostname=                  | hostname is needed
          appid=wrong          | appid=                     | appid is needed
          appid=wrong          | appid=infra.discovery      | infra.discovery
          status=1             | status=1&metadata=%5B%5D   | metadata must be a JSON object
          status=1             | status=1&metadata=no       | metadata must be a JSON object
          status=1             | status=1&metadata=%7B%22a%22%3A1%2C%22a%22%3A2%7D | metadata.a: is there more than once
          status=1             | status=1&metadata=%7B%22a%22%3A%22%FF%22%7D | metadata has bytes that are not UTF-8
          addrs=grpc%3A        | addr=grpc%3A               | addrs needs at least one address
          """)
  void refusesWhatCannotBeRegistered(String right, String wrong, String message) {
    HttpResponse<String> answer =
        calls.post("register", registration("wrong", "h1").replace(right, wrong));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"code\":-400,\"message\":\"")
        .contains(message)
        .endsWith("\",\"ttl\":1}");
    assertThat(answer.headers().firstValue("Kratos-Status-Code")).isEmpty();
    assertThat(fetch("wrong")).isEqualTo(UNKNOWN);
  }

  @Test
  void registersForPeersOfTheOriginalWithoutHarm() {
    String answer =
        calls
            .post(
                "register",
                registration(
                    "replicated",
                    "h1",
                    "replication",
                    "true",
                    "from_zone",
                    "true",
                    "latest_timestamp",
                    "1",
                    "dirty_timestamp",
                    "2",
                    "reg_timestamp",
                    "3"))
            .body();

    assertThat(answer).isEqualTo(DONE);
    assertThat(fetch("replicated")).contains("\"h1\"").doesNotContain("_timestamp\":2,");
    assertThat(
            calls
                .post("renew", identity("replicated", "h1") + "&replication=true&dirty_timestamp=9")
                .body())
        .startsWith("{\"code\":0,");
  }

  /** C10, C14 and D11: merged, zero or nothing leaves the status, all hosts or none. */
  @Test
  void setsSeveralHostsAtOnce() {
    calls.post("register", registration("set", "h1", "metadata", "{\"a\":\"1\",\"b\":\"2\"}"));
    calls.post("register", registration("set", "h2"));
    long before = latest(fetch("set"));
    String zone = form("zone", "sh001", "env", "uat", "appid", "set");

    assertThat(
            calls
                .post(
                    "set",
                    zone
                        + "&hostname=h1&hostname=h2&status=2&status=0&metadata=%7B%22b%22%3A3%7D&metadata=")
                .body())
        .isEqualTo(DONE);
    String after = fetch("set");
    assertThat(latest(after)).isGreaterThan(before);
    assertThat(withoutTimes(after))
        .contains(
            instance("set", "h1", "[\"grpc://10.0.0.1:9000\"]", "", "{\"a\":\"1\",\"b\":\"3\"}", 2),
            instance("set", "h2", "[\"grpc://10.0.0.1:9000\"]", "", "{}", 1));

    assertThat(calls.post("set", zone + "&hostname=h1&hostname=nobody&status=1&status=1").body())
        .startsWith("{\"code\":-400,")
        .contains("nobody");
    assertThat(withoutTimes(fetch("set"))).isEqualTo(withoutTimes(after));
    assertThat(latest(fetch("set"))).isEqualTo(latest(after));
    assertThat(calls.post("set", zone + "&hostname=h1&status=1").body()).isEqualTo(DONE);
    assertThat(calls.post("set", zone + "&hostname=h1&status=0").body()).isEqualTo(DONE);
    assertThat(fetch("set")).contains("\"status\":1").doesNotContain("\"status\":2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=1",
        "hostname=h1&status=3",
        "hostname=h1&status=1&status=1",
        "hostname=h1&hostname=h2&metadata=%7B%7D",
        "hostname=h1&metadata=%5B1%5D"
      })
  void refusesWhatCannotBeSet(String parameters) {
    calls.post("register", registration("unset", "h1"));

    assertThat(calls.post("set", "zone=sh001&env=uat&appid=unset&" + parameters).body())
        .startsWith("{\"code\":-400,");
  }

  @Test
  void fetchesByStatusAndZone() {
    calls.post("register", registration("fetch", "up"));
    calls.post("register", registration("fetch", "waits").replace("status=1", "status=2"));
    String query = "env=uat&appid=fetch&status=";

    assertThat(calls.get("fetch", query + 1).body())
        .contains("\"up\"")
        .doesNotContain("waits", "scheduler");
    assertThat(calls.get("fetch", query + 2).body()).contains("\"waits\"").doesNotContain("\"up\"");
    assertThat(calls.get("fetch", query + 3).body()).contains("\"up\"", "\"waits\"");
    assertThat(calls.get("fetch", query + 0).body()).startsWith("{\"code\":-400,");
    assertThat(withoutTimes(calls.get("fetch", query + "1&zone=bj").body()))
        .isEqualTo(
            "{\"code\":-404,\"message\":\"-404\",\"ttl\":1,\"data\":{\"instances\":{},\"latest_timestamp\":0}}");
    assertThat(calls.get("fetchs", query + "1&appid=nobody").body())
        .startsWith("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{\"fetch\":{\"instances\":")
        .doesNotContain("nobody");
    assertThat(calls.get("fetchs", "env=uat&status=1&appid=nobody").body())
        .isEqualTo("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{}}");
    assertThat(calls.get("fetch/all", "").body())
        .startsWith("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{")
        .contains("\"fetch\":[{\"region\":\"sh\"", "\"waits\"")
        .endsWith("}}");
  }

  @Test
  void showsAnApplicationThatTakesNoTrafficAsEmpty() {
    calls.post("register", registration("idle", "h1").replace("status=1", "status=2"));

    assertThat(withoutTimes(calls.get("fetch", "env=uat&appid=idle&status=1").body()))
        .isEqualTo(
            "{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{\"instances\":{\"sh001\":[]},\"latest_timestamp\":0}}");
  }

  /** C1: in whatever environment somebody asks. */
  @ParameterizedTest
  @ValueSource(strings = {"uat", "dev", "made-up"})
  void isFoundByItsClients(String environment) {
    String body =
        calls
            .get(
                "polls",
                "env=" + environment + "&hostname=h&appid=infra.discovery&latest_timestamp=0")
            .body();

    assertThat(withoutTimes(body))
        .isEqualTo(
            ("{\"code\":0,\"data\":{\"infra.discovery\":{\"instances\":{\"zone01\":[{\"region\":\"region01\","
                    + "\"zone\":\"zone01\",\"env\":\"%s\",\"appid\":\"infra.discovery\",\"hostname\":\"node-of-the-tests\","
                    + "\"addrs\":[\"%s\"],\"version\":\"\",\"metadata\":{},\"status\":1,\"reg_timestamp\":0,"
                    + "\"up_timestamp\":0,\"renew_timestamp\":0,\"dirty_timestamp\":0,\"latest_timestamp\":0}]},"
                    + "\"latest_timestamp\":0}},\"error\":{\"-404\":null},\"message\":\"0\"}")
                .formatted(environment, pepper.httpUrl()));
    assertThat(calls.get("nodes", "").body())
        .isEqualTo(
            "{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":[{\"addr\":\"127.0.0.1:%d\",\"status\":0,\"zone\":\"zone01\"}]}"
                .formatted(pepper.httpPort()));
  }

  @Test
  void wrapsRepliesForJsonp() {
    HttpResponse<String> answer = calls.get("nodes", "callback=x.y");

    assertThat(answer.body()).startsWith("x.y({\"code\":0,").endsWith("})");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(calls.get("fetch/all", "callback=x").body()).startsWith("x({").endsWith("}})");
    assertThat(calls.get("nodes", "callback=alert(1)").body()).startsWith("{\"code\":-400,");
  }

  @Test
  void answersWrongPathsAndMethodsInText() {
    HttpResponse<String> path = calls.get("nowhere", "");
    HttpResponse<String> method = calls.get("register", registration("method", "h1"));

    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).isEqualTo("404 page not found");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).isEqualTo("Method Not Allowed");
    assertThat(calls.post("fetch", "").statusCode()).isEqualTo(405);
    assertThat(calls.get("/nodes", "").body()).startsWith("{\"code\":0,");
  }

  /** C15: far beyond the eight kilobytes that servers take by default. */
  @Test
  void takesLongQueries() {
    String many =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "appid=a.rather.long.name.of.an.application." + i)
            .collect(Collectors.joining("&"));
    calls.post("register", registration("long", "h1"));

    assertThat(calls.get("fetchs", "env=uat&status=1&" + many + "&appid=long").body())
        .startsWith("{\"code\":0,")
        .contains("\"long\":{\"instances\":{\"sh001\":[{");
  }

  @Test
  void refusesBodiesThatAreNoForm() {
    HttpResponse<String> json =
        calls.send(
            calls
                .request("register")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    HttpResponse<String> huge =
        calls.post("register", registration("huge", "h1", "x", "x".repeat(1024 * 1024)));

    assertThat(json.body())
        .isEqualTo(
            "{\"code\":-400,\"message\":\"the body must be application/x-www-form-urlencoded\",\"ttl\":1}");
    assertThat(huge.body()).startsWith("{\"code\":-400,").contains("larger than 1048576 bytes");
    assertThat(
            calls
                .post("register", registration("huge", "h1", "version", "x".repeat(70_000)))
                .body())
        .startsWith("{\"code\":-400,")
        .contains("at most 65536");
  }

  @Test
  void findsItsWayThroughPathsThatClientsWriteCarelessly() {
    for (String call : List.of("/nodes", "nodes/../nodes", "%6eodes")) {
      assertThat(calls.get(call, "").body()).startsWith("{\"code\":0,");
    }
  }

  /** A page open in a browser of a trusted network must not register anything. */
  @Test
  void trustsNoBrowserWithAWrite() {
    for (List<String> header :
        List.of(
            List.of("Origin", pepper.httpUrl()),
            List.of("Origin", "http://evil.example"),
            List.of("Referer", "http://evil.example/"),
            List.of("Cookie", "pepper-session=x"))) {
      HttpResponse<String> answer =
          calls.send(
              calls
                  .request("register?" + registration("forged", "h1"))
                  .header(header.get(0), header.get(1))
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.body()).startsWith("{\"code\":-403,").contains("pepper.discovery.allow");
    }
    assertThat(fetch("forged")).isEqualTo(UNKNOWN);
    assertThat(pepper.output()).contains("pepper.discovery.allow");
  }
}
