package io.pepper.test;

import static io.pepper.test.DiscoveryCalls.form;
import static io.pepper.test.DiscoveryCalls.latest;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The long polls of bilibili/discovery (docs/protocol.md, Discovery over HTTP), and what its
 * clients need.
 */
@ExtendWith(SharedPepper.class)
class DiscoveryPollsTest {
  private static final String NOTHING = "{\"code\":-304,\"message\":\"-304\",\"ttl\":1}";

  private final Pepper pepper;
  private final DiscoveryCalls calls;

  DiscoveryPollsTest(Pepper pepper) {
    this.pepper = pepper;
    calls = new DiscoveryCalls(pepper.httpUrl());
  }

  private long register(String app, String host, int status) {
    String form =
        form(
            "zone",
            "sh001",
            "env",
            "uat",
            "appid",
            app,
            "hostname",
            host,
            "status",
            Integer.toString(status),
            "addrs",
            "grpc://10.0.0.1:9000");
    assertThat(calls.post("register", form).body()).startsWith("{\"code\":0,");
    return timestamp(app);
  }

  private long timestamp(String app) {
    return latest(calls.get("fetch", "env=uat&status=3&appid=" + app).body());
  }

  private void set(String app, String host, int status) {
    String form = "zone=sh001&env=uat&appid=%s&hostname=%s&status=%d".formatted(app, host, status);
    assertThat(calls.post("set", form).body()).startsWith("{\"code\":0,");
  }

  private void cancel(String app, String host) {
    String form = "zone=sh001&env=uat&appid=%s&hostname=%s".formatted(app, host);
    assertThat(calls.post("cancel", form).body()).startsWith("{\"code\":0,");
  }

  /** Applications and the timestamps of what the caller has, in turn. */
  private static String ask(String host, Object... appsAndTimes) {
    StringBuilder query = new StringBuilder("env=uat&hostname=" + host);
    for (int i = 0; i < appsAndTimes.length; i += 2) {
      query.append("&appid=").append(appsAndTimes[i]);
    }
    for (int i = 1; i < appsAndTimes.length; i += 2) {
      query.append("&latest_timestamp=").append(appsAndTimes[i]);
    }
    return query.toString();
  }

  private static String body(CompletableFuture<HttpResponse<String>> poll) throws Exception {
    return poll.get(25, TimeUnit.SECONDS).body();
  }

  @Test
  void answersAtOnceWithEverythingThatChanged() {
    long known = register("at-once.known", "h1", 1);
    register("at-once.new", "h1", 1);

    String body = calls.get("polls", ask("c", "at-once.known", known, "at-once.new", 0)).body();
    assertThat(body)
        .startsWith("{\"code\":0,\"data\":{\"at-once.new\":{\"instances\":{\"sh001\":[{")
        .endsWith("},\"error\":{\"-404\":null},\"message\":\"0\"}")
        .doesNotContain("at-once.known", "ttl");
  }

  @Test
  void isHeldUntilSomethingChanges() throws Exception {
    long known = register("held", "h1", 1);
    CompletableFuture<HttpResponse<String>> poll = calls.poll(ask("c", "held", known));
    assertThat(calls.pollBriefly(ask("c2", "held", known)).body()).isEqualTo(NOTHING);
    assertThat(poll).isNotDone();

    long changed = register("held", "h2", 1);
    assertThat(body(poll)).contains("\"h1\"", "\"h2\"", "\"latest_timestamp\":" + changed + "}}");
    assertThat(changed).isGreaterThan(known);
  }

  /** C7: a caller may want less than the usual half a minute. */
  @Test
  void keepsTheCallersDeadline() {
    long known = register("deadline", "h1", 1);

    HttpResponse<String> answer =
        calls.send(
            calls
                .request("polls?" + ask("c", "deadline", known))
                .header("x1-bmspy-timeout", "20")
                .GET());
    assertThat(answer.body()).isEqualTo(NOTHING);
    assertThat(answer.headers().firstValue("Kratos-Status-Code")).contains("-304");
  }

  /** C8, D1 and acceptance test 1: goim has two clients of one host name in each process. */
  @Test
  void tellsEachRequestOfOneHostWhatItAskedFor() throws Exception {
    long x = register("host.x", "h1", 1);
    long y = register("host.y", "h1", 1);
    CompletableFuture<HttpResponse<String>> both = calls.poll(ask("c", "host.x", x, "host.y", y));
    CompletableFuture<HttpResponse<String>> first = calls.poll(ask("c", "host.x", x));
    calls.pollBriefly(ask("c", "host.x", x));

    register("host.y", "h2", 1);
    assertThat(body(both)).contains("\"host.y\"").doesNotContain("\"host.x\"");
    assertThat(first).isNotDone();
    register("host.x", "h2", 1);
    assertThat(body(first)).contains("\"host.x\"").doesNotContain("\"host.y\"");
  }

  /** C10, D2 and acceptance test 4. */
  @Test
  void tellsOfASetBetweenTwoPolls() {
    long known = register("between", "h1", 1);
    register("between", "h2", 1);
    known = timestamp("between");
    set("between", "h2", 2);

    assertThat(calls.get("polls", ask("c", "between", known)).body())
        .contains("\"h1\"")
        .doesNotContain("\"h2\"");
  }

  /** C9, D3 and acceptance test 3: with the last one gone there is no news, but when it is back. */
  @Test
  void isHeldWhileNobodyTakesTraffic() throws Exception {
    long known = register("waiting", "h1", 1);
    long other = register("waiting.other", "h1", 1);
    set("waiting", "h1", 2);
    assertThat(calls.pollBriefly(ask("c", "waiting", known)).body()).isEqualTo(NOTHING);
    assertThat(calls.pollBriefly(ask("c", "waiting", 0)).body()).isEqualTo(NOTHING);
    assertThat(calls.get("polls", ask("c", "waiting", 0, "waiting.other", 0)).body())
        .contains("\"waiting.other\"")
        .doesNotContain("\"waiting\"");

    CompletableFuture<HttpResponse<String>> poll =
        calls.poll(ask("c", "waiting", known, "waiting.other", other));
    set("waiting", "h1", 1);
    assertThat(body(poll)).contains("\"waiting\":{\"instances\":{\"sh001\":[{");
  }

  /** C11 and acceptance test 5. */
  @Test
  void namesWhatIsUnknownBesideWhatIsKnown() throws Exception {
    register("beside", "h1", 1);
    assertThat(calls.get("polls", ask("c", "beside", 0, "beside.none", 0, "beside.no", 0)).body())
        .contains("\"beside\":{\"instances\"")
        .endsWith("\"error\":{\"-404\":[\"beside.none\",\"beside.no\"]},\"message\":\"0\"}");

    assertThat(calls.pollBriefly(ask("c", "beside.none", 0)).body()).isEqualTo(NOTHING);
    CompletableFuture<HttpResponse<String>> poll = calls.poll(ask("c", "beside.none", 0));
    register("beside.none", "h1", 1);
    assertThat(body(poll)).contains("\"beside.none\"");
  }

  /** D15: who waits hears of its return. */
  @Test
  void survivesTheEndOfAnApplication() throws Exception {
    long known = register("ended", "h1", 1);
    CompletableFuture<HttpResponse<String>> poll = calls.poll(ask("c", "ended", known));
    calls.pollBriefly(ask("c", "ended", known));
    cancel("ended", "h1");
    assertThat(calls.pollBriefly(ask("c", "ended", known)).body()).isEqualTo(NOTHING);
    assertThat(poll).isNotDone();

    assertThat(register("ended", "h2", 1)).isGreaterThan(known);
    assertThat(body(poll)).contains("\"h2\"").doesNotContain("\"h1\"");
  }

  /** C5: by position, and fewer are enough. */
  @Test
  void pairsTimestampsByPosition() {
    long a = register("pair.a", "h1", 1);
    long b = register("pair.b", "h1", 1);

    assertThat(calls.pollBriefly(ask("c", "pair.b", b, "pair.a", a)).body()).isEqualTo(NOTHING);
    assertThat(
            calls
                .get("polls", "env=uat&hostname=c&appid=pair.a&appid=pair.b&latest_timestamp=" + a)
                .body())
        .contains("\"pair.b\"")
        .doesNotContain("\"pair.a\"");
    assertThat(calls.get("polls", "env=uat&hostname=c&appid=pair.a").body()).contains("\"pair.a\"");
  }

  /**
   * A node may be behind the one that was asked before by a moment. What it has not reached by then
   * is the timestamp of another registry: of the original, from which its clients were switched
   * over, or of one that has been restored from a backup since.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 59, 3_500})
  void givesItsListToWhoIsAheadAfterAMoment(long seconds) throws Exception {
    long known = register("ahead", "h1", 1);
    long steady = register("ahead.not", "h1", 1);
    long ahead = known + Duration.ofSeconds(seconds).toNanos();
    long begin = System.nanoTime();

    String list = body(calls.poll(ask("c", "ahead", ahead, "ahead.not", steady)));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
    assertThat(list)
        .startsWith("{\"code\":0,\"data\":{\"ahead\":{")
        .contains("\"h1\"", "\"latest_timestamp\":" + known + "}}")
        .doesNotContain("ahead.not");
    // Whoever waits for less gets it at the end of its own time.
    assertThat(calls.pollBriefly(ask("c", "ahead", ahead)).body()).contains("\"h1\"");
    // And who has taken our timestamp hears of the next change.
    assertThat(calls.pollBriefly(ask("c", "ahead", known)).body()).isEqualTo(NOTHING);
  }

  /** Nobody UP is no news, by whatever timestamp: it would be asked for without a pause. */
  @Test
  void holdsWhoIsAheadWhileNobodyTakesTraffic() throws Exception {
    long ahead = register("ahead.waits", "h1", 2) + Duration.ofMinutes(1).toNanos();
    CompletableFuture<HttpResponse<String>> poll = calls.poll(ask("c", "ahead.waits", ahead));
    assertThat(calls.pollBriefly(ask("c", "ahead.waits", ahead)).body()).isEqualTo(NOTHING);

    set("ahead.waits", "h1", 1);

    assertThat(body(poll)).contains("\"ahead.waits\":{");
  }

  @Test
  void answersAtOnceWhatIsAheadByMuch() {
    long known = register("ahead", "h1", 1);

    assertThat(calls.get("polls", ask("c", "ahead", known + Duration.ofHours(2).toNanos())).body())
        .contains("\"ahead\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env=uat&hostname=c",
        "hostname=c&appid=a",
        "env=uat&appid=a",
        "env=uat&hostname=c&appid=a&latest_timestamp=x",
        "env=uat&hostname=c&appid=a&latest_timestamp=1&latest_timestamp=2"
      })
  void refusesWhatCannotBeAsked(String query) {
    assertThat(calls.get("polls", query).body()).startsWith("{\"code\":-400,");
  }

  @Test
  void pollsForOneApplication() {
    assertThat(calls.get("poll", "env=uat&hostname=c&appid=one").body())
        .isEqualTo("{\"code\":-404,\"message\":\"one not found\"}");

    long known = register("one", "h1", 1);
    assertThat(calls.get("poll", "env=uat&hostname=c&appid=one").body())
        .startsWith("{\"code\":0,\"message\":\"0\",\"ttl\":1,\"data\":{\"instances\":{\"sh001\":[{")
        .endsWith("\"latest_timestamp\":" + known + "}}");
    assertThat(
            calls
                .send(
                    calls
                        .request("poll?env=uat&hostname=c&appid=one&latest_timestamp=" + known)
                        .header("x1-bmspy-timeout", "20")
                        .GET())
                .body())
        .isEqualTo(NOTHING);
  }

  @Test
  void pollsForOneZone() {
    long known = register("zone", "h1", 1);

    assertThat(calls.get("polls", ask("c", "zone", 0) + "&zone=sh001").body())
        .contains("\"zone\":{\"instances\":{\"sh001\":[{", "\"latest_timestamp\":" + known);
    assertThat(calls.pollBriefly(ask("c", "zone", 0) + "&zone=bj").body()).isEqualTo(NOTHING);
  }

  /** C12, D4 and D8. */
  @Test
  void tellsWeightsBetweenZones() throws Exception {
    long known = register("weights", "h1", 1);
    CompletableFuture<HttpResponse<String>> poll = calls.poll(ask("c", "weights", known));
    pepper
        .rest()
        .put(
            "/api/v1/discovery/apps/uat/weights/settings",
            "{\"zoneWeights\":{\"sh001\":{\"bj\":1}},\"remark\":\"\"}")
        .expect2xx();

    assertThat(body(poll))
        .contains("\"h1\"", "},\"scheduler\":[{\"src\":\"sh001\",\"dst\":{\"bj\":1}}],\"latest");
  }

  /** Many who wait for the same get the same, compressed for whoever says so. */
  @Test
  void tellsManyAtOnce() throws Exception {
    long known = 0;
    for (int i = 0; i < 20; i++) {
      known = register("many", "h" + i, 1);
    }
    List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      polls.add(calls.poll(ask("c" + i, "many", known)));
    }
    calls.pollBriefly(ask("c", "many", known));
    assertThat(polls).noneMatch(CompletableFuture::isDone);

    register("many", "late", 1);
    for (CompletableFuture<HttpResponse<String>> poll : polls) {
      assertThat(body(poll)).contains("\"late\"", "\"h19\"");
    }
    HttpResponse<String> compressed =
        calls.send(
            calls
                .request("polls?" + ask("c", "many", known))
                .header("Accept-Encoding", "gzip")
                .GET());
    assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
  }
}
