package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exchanges around client-side caching as redis-server 7.0 has them, and HTTP on the RESP port. */
@ExtendWith(SharedPepper.class)
class RedisMannersTest {
  private static final String OK = "+OK\r\n";
  private static final String PULLED =
      "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}";

  private final Pepper pepper;

  RedisMannersTest(Pepper pepper) {
    this.pepper = pepper;
  }

  private RespSocket client(String queue) throws IOException {
    pepper.define(queue, PULLED);
    return new RespSocket(pepper.respPort()).login(queue, "p");
  }

  private static void expect(RespSocket client, String reply, String words) throws IOException {
    assertThat(client.call(words.split(" "))).as(words).isEqualTo(reply);
  }

  @Test
  void answersClientsThatCache() throws IOException {
    try (RespSocket client = client("manners")) {
      expect(client, info("off", -1), "CLIENT TRACKINGINFO");
      expect(client, ":-1\r\n", "CLIENT GETREDIR");
      expect(
          client,
          "-ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled\r\n",
          "CLIENT CACHING YES");
      expect(client, OK, "CLIENT TRACKING ON OPTIN");
      expect(client, OK, "CLIENT CACHING YES");
      expect(client, info("on optin caching-yes", 0), "CLIENT TRACKINGINFO");
      expect(
          client,
          "-ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.\r\n",
          "CLIENT CACHING NO");
      expect(client, "-ERR syntax error\r\n", "CLIENT CACHING X");
      expect(client, ":0\r\n", "CLIENT GETREDIR");
      expect(
          client,
          "-ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.\r\n",
          "CLIENT TRACKING ON OPTOUT");
      expect(client, OK, "CLIENT TRACKING OFF");
      expect(client, OK, "client tracking on noloop");
      expect(client, info("on noloop", 0), "CLIENT TRACKINGINFO");
      expect(client, "+RESET\r\n", "RESET");
      client.login("manners", "p");
      expect(client, info("off", -1), "CLIENT TRACKINGINFO");
    }
  }

  @Test
  void refusesWhatRedisRefusesOfThem() throws IOException {
    try (RespSocket client = client("manners-2")) {
      expect(
          client,
          "-ERR You can't specify both OPTIN mode and OPTOUT mode\r\n",
          "CLIENT TRACKING ON OPTIN OPTOUT");
      expect(
          client,
          "-ERR OPTIN and OPTOUT are not compatible with BCAST\r\n",
          "CLIENT TRACKING ON OPTIN BCAST");
      expect(
          client,
          "-ERR PREFIX option requires BCAST mode to be enabled\r\n",
          "CLIENT TRACKING ON PREFIX a");
      expect(client, "-ERR syntax error\r\n", "CLIENT TRACKING ON NOPE");
      expect(client, "-ERR syntax error\r\n", "CLIENT TRACKING X");
      assertThat(client.call("CLIENT", "TRACKING", "ON", "REDIRECT", "9"))
          .startsWith("-ERR CLIENT TRACKING takes no REDIRECT here");
      for (String words : new String[] {"tracking", "caching", "no-evict", "no-touch"}) {
        expect(
            client,
            "-ERR wrong number of arguments for 'client|" + words + "' command\r\n",
            "CLIENT " + words);
      }
      expect(client, "-ERR syntax error\r\n", "CLIENT NO-EVICT X");
      expect(client, OK, "CLIENT NO-TOUCH ON");
      client.call("HELLO", "3");
      expect(client, OK, "CLIENT TRACKING ON BCAST");
      expect(
          client,
          "%3\r\n$5\r\nflags\r\n~2\r\n$2\r\non\r\n$5\r\nbcast\r\n$8\r\nredirect\r\n:0\r\n$8\r\nprefixes\r\n*1\r\n$0\r\n\r\n",
          "CLIENT TRACKINGINFO");
    }
  }

  private static String info(String flags, int redirect) {
    String[] words = flags.split(" ");
    StringBuilder reply = new StringBuilder("*6\r\n$5\r\nflags\r\n*" + words.length + "\r\n");
    for (String word : words) {
      reply.append("$%d\r\n%s\r\n".formatted(word.length(), word));
    }
    return reply + "$8\r\nredirect\r\n:" + redirect + "\r\n$8\r\nprefixes\r\n*0\r\n";
  }

  /** As a page in a browser can do it: the body's lines would be commands. */
  @Test
  void carriesOutNothingOfAnHttpRequest() throws Exception {
    pepper.define("manners-http", PULLED);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "\r\nAUTH manners-http p\r\nLPUSH manners-http smuggled\r\n".getBytes(ISO_8859_1));
    body.writeBytes(RespSocket.encoded("LPUSH", "manners-http", "smuggled"));
    URI port = URI.create("http://127.0.0.1:" + pepper.respPort() + "/");
    try (HttpClient browser = HttpClient.newHttpClient()) {
      for (String method : new String[] {"POST", "PUT"}) {
        HttpRequest request =
            HttpRequest.newBuilder(port)
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        assertThat(
                browser
                    .sendAsync(request, BodyHandlers.discarding())
                    .handle((answer, failure) -> failure))
            .succeedsWithin(java.time.Duration.ofSeconds(20))
            .as(method)
            .isNotNull();
      }
    }

    assertThat(pepper.counts("manners-http", "all").getInt("ready")).isZero();
    await()
        .until(
            () -> pepper.output().contains("sent an HTTP request to the port for Redis clients"));
  }
}
