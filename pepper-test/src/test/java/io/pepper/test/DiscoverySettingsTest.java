package io.pepper.test;

import static io.pepper.test.DiscoveryCalls.withoutTimes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Discovery on a Pepper that trusts no network, where three polls may wait; and its stop. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiscoverySettingsTest {
  private static final String ASK =
      "env=e&appid=none&hostname=h&latest_timestamp=0&appid=infra.discovery&latest_timestamp=";
  private static final String FORM = "zone=z&env=e&hostname=h&status=1&addrs=http://10.0.0.1:80";
  private static final Duration LIMIT = Duration.ofSeconds(12);
  private static final String NOTHING = "{\"code\":-304,\"message\":\"-304\",\"ttl\":1}";

  private static Pepper pepper;
  private static DiscoveryCalls calls;

  @BeforeAll
  static void start() {
    pepper =
        Pepper.embedded()
            .with("pepper.discovery.allow", "10.99.0.0/16")
            .with("pepper.discovery.polls", "3")
            .with("pepper.discovery.hold", "20s")
            .with("pepper.discovery.zone", "sh001")
            .with("pepper.discovery.client.zones", "sh001, bj")
            .with("pepper.discovery.region", "china")
            .with("pepper.discovery.advertise", "http://discovery.example:80")
            .start();
    calls = new DiscoveryCalls(pepper.httpUrl());
  }

  @AfterAll
  static void stop() {
    pepper.close();
  }

  private static HttpResponse<String> asAdmin(String method, String callAndQuery) {
    return calls.send(
        calls
            .request(callAndQuery)
            .header("Authorization", basic())
            .method(method, BodyPublishers.noBody()));
  }

  private static String basic() {
    return basic("admin:" + pepper.adminPassword());
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(US_ASCII));
  }

  private static long known() {
    return DiscoveryCalls.latest(calls.get("fetch", "env=e&appid=infra.discovery&status=1").body());
  }

  private static HttpRequest.Builder poll() {
    return calls.request("polls?" + ASK + known()).header("Authorization", basic());
  }

  private static int parked() {
    return pepper
        .rest()
        .get("/metrics")
        .expect2xx()
        .body()
        .lines()
        .filter(line -> line.startsWith("pepper_discovery_polls "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(1)
  void letsNobodyInWithoutALoginOrAToken() {
    String form = FORM + "&appid=a";
    String refusal = "{\"code\":-403,\"message\":\"callers from 127.0.0.1 must send Authorization";

    assertThat(calls.post("register", form).body()).startsWith(refusal);
    assertThat(asAdmin("POST", "register?" + form).body()).startsWith(refusal);
    assertThat(calls.get("fetch", "env=e&appid=a&status=1").body()).startsWith(refusal);
    assertThat(calls.get("fetch/all", "").body()).startsWith(refusal);
    assertThat(calls.get("polls", ASK + 0).body()).startsWith(refusal);
    assertThat(asAdmin("GET", "fetch?env=e&appid=a&status=1").body()).startsWith("{\"code\":-404,");
    assertThat(
            calls
                .send(
                    calls
                        .request("fetch?env=e&appid=a&status=1")
                        .header("Authorization", "Bearer discovery_made-up")
                        .GET())
                .body())
        .startsWith(refusal);
  }

  /** In the envelope, as every refusal: another status would be a broken node to clients. */
  @Test
  @Order(1)
  void tellsWhoeverGuessesPasswordsWhenToTryAgain() {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer =
          calls.send(
              calls
                  .request("fetch?env=e&appid=a&status=1")
                  .header("Authorization", basic("guessed:wrong-" + i))
                  .GET());
      assertThat(answer.statusCode()).isEqualTo(200);
      answers.add(answer.body());
    }
    assertThat(answers.getFirst()).startsWith("{\"code\":-403,");
    assertThat(answers.getLast())
        .startsWith("{\"code\":-503,\"message\":\"too many failed logins: try again in ");
  }

  @Test
  @Order(1)
  void letsWhoeverHasTheApplicationsTokenIn() {
    String token =
        pepper
            .rest()
            .post("/api/v1/discovery/apps/e/mine/token", "")
            .expect2xx()
            .json()
            .getString("token");

    assertThat(withToken(token, "POST", "register?" + FORM + "&appid=mine"))
        .isEqualTo("{\"code\":0,\"message\":\"0\",\"ttl\":1}");
    assertThat(withToken(token, "POST", "register?" + FORM + "&appid=theirs"))
        .startsWith("{\"code\":-403,");
    assertThat(withToken(token, "GET", "fetch?env=e&appid=mine&status=1"))
        .startsWith("{\"code\":0,");
    assertThat(withToken(token, "GET", "polls?env=e&hostname=h&appid=mine&appid=infra.discovery"))
        .startsWith("{\"code\":0,");
    assertThat(withToken(token, "GET", "fetchs?env=e&appid=mine&appid=theirs&status=1"))
        .startsWith("{\"code\":-403,");
  }

  private static String withToken(String token, String method, String callAndQuery) {
    return calls
        .send(
            calls
                .request(callAndQuery)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()))
        .body();
  }

  /** C1: also under the names of zones where no node stands. */
  @Test
  @Order(2)
  void isFoundInEachZone() {
    String body = calls.get("fetch", "env=e&appid=infra.discovery&status=1").body();
    String node =
        "[{\"region\":\"china\",\"zone\":\"%s\",\"env\":\"e\",\"appid\":\"infra.discovery\","
            + "\"hostname\":\"node-of-the-tests\",\"addrs\":[\"http://discovery.example:80\"],";

    assertThat(withoutTimes(body))
        .contains("\"bj\":" + node.formatted("bj"), "\"sh001\":" + node.formatted("sh001"));
    assertThat(asAdmin("GET", "nodes").body())
        .endsWith(
            "\"data\":[{\"addr\":\"discovery.example:80\",\"status\":0,\"zone\":\"sh001\"}]}");
  }

  /** C7 and D14: whoever hung up is in nobody's way, long before the time of its poll is up. */
  @Test
  @Order(3)
  void noticesCallersThatHangUp() throws Exception {
    List<Socket> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket caller = new Socket("127.0.0.1", pepper.httpPort());
      String head =
          "GET /discovery/polls?%s%d HTTP/1.1\r\nHost: pepper\r\nAuthorization: %s\r\n\r\n"
              .formatted(ASK, known(), basic());
      caller.getOutputStream().write(head.getBytes(US_ASCII));
      callers.add(caller);
    }
    await().atMost(LIMIT).until(() -> parked() == 3);
    assertThat(calls.send(poll().header("x1-bmspy-timeout", "30")).body())
        .startsWith("{\"code\":-503,\"message\":\"too many polls wait")
        .contains("pepper.discovery.polls");

    for (Socket caller : callers) {
      caller.close();
    }
    await().atMost(LIMIT).until(() -> parked() == 0);
  }

  @Test
  @Order(4)
  void answersParkedPollsAtItsStop() throws Exception {
    CompletableFuture<?>[] parked = new CompletableFuture<?>[3];
    for (int i = 0; i < parked.length; i++) {
      parked[i] = calls.sendLater(poll());
    }
    await().atMost(LIMIT).until(() -> parked() == 3);

    assertThat(pepper.terminate()).hasValue(0);
    for (CompletableFuture<?> each : parked) {
      // That the node leaves may be news by itself to who waits for news of the nodes.
      assertThat((String) ((HttpResponse<?>) each.get(1, TimeUnit.SECONDS)).body())
          .matches(answer -> answer.equals(NOTHING) || answer.startsWith("{\"code\":0,"));
    }
  }
}
