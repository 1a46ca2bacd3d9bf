package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is acknowledged is exactly what was sent, byte for byte; anything else is refused. */
@ExtendWith(SharedPepper.class)
class ExactPayloadTest {
  private static final String PULLED =
      "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}";

  private final Pepper pepper;

  ExactPayloadTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @CsvSource({"LPUSH,", "RPUSH,", "XADD, * payload", "ZADD, 4000000000000"})
  void keepsAnyBytesOfAPayload(String command, String between) throws IOException {
    String queue = "exact-" + command.toLowerCase(Locale.ROOT);
    pepper.define(queue, PULLED);
    byte[] payload = new byte[512];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i * 7);
    }
    String words = command + " " + queue + (between == null ? "" : " " + between);
    byte[][] push =
        Arrays.stream((words + " x").split(" "))
            .map(word -> word.getBytes(ISO_8859_1))
            .toArray(byte[][]::new);
    push[push.length - 1] = payload;
    try (RespSocket client = new RespSocket(pepper.respPort()).login(queue, "p")) {
      client.sendBytes(RespSocket.encoded(push));
      assertThat(client.reply()).doesNotStartWith("-");
    }

    String state = command.equals("ZADD") ? "scheduled" : "ready";
    String jobs = "/api/v1/queues/" + queue + "/topics/all/jobs?state=" + state;
    JsonObject job =
        pepper.rest().get(jobs).expect2xx().json().getJsonArray("jobs").getJsonObject(0);
    assertThat(Base64.getDecoder().decode(job.getString("payloadBase64"))).isEqualTo(payload);
  }

  /** Bytes one to one in characters. */
  @ParameterizedTest
  @CsvSource({
    "body \u00ff\u00fe,             the value of field 'body' is not UTF-8",
    "a 1 body \u00c3 c 3,           the value of field 'body' is not UTF-8",
    "\u00ff 1,                      is not UTF-8",
    "tag a tag b,                   field 'tag' is there more than once",
    "payload a payload b,           field 'payload' is there more than once",
  })
  void refusesFieldsThatCouldNotBeKept(String fields, String problem) throws IOException {
    pepper.define("exact-fields", PULLED);
    byte[][] words =
        Arrays.stream(("XADD exact-fields * " + fields).split(" "))
            .map(word -> word.getBytes(ISO_8859_1))
            .toArray(byte[][]::new);
    try (RespSocket client = new RespSocket(pepper.respPort()).login("exact-fields", "p")) {
      client.sendBytes(RespSocket.encoded(words));
      assertThat(client.reply()).startsWith("-ERR ").contains(problem);
    }

    assertThat(pepper.counts("exact-fields", "all").getInt("ready")).isZero();
  }

  @Test
  void refusesToTrimAndTakesNomkstream() throws IOException {
    pepper.define("exact-trim", PULLED);
    try (RespSocket client = new RespSocket(pepper.respPort()).login("exact-trim", "p")) {
      for (List<String> trim :
          List.of(
              List.of("MAXLEN", "1"), List.of("maxlen", "~", "1"), List.of("MINID", "=", "1-1"))) {
        assertThat(client.call("XADD", "exact-trim", "*", "a", "b")).startsWith("$");
        String[] words = new String[trim.size() + 5];
        words[0] = "XADD";
        words[1] = "exact-trim";
        for (int i = 0; i < trim.size(); i++) {
          words[2 + i] = trim.get(i);
        }
        System.arraycopy(new String[] {"*", "a", "b"}, 0, words, 2 + trim.size(), 3);
        assertThat(client.call(words))
            .startsWith("-ERR XADD takes no " + trim.getFirst())
            .contains("maxLength");
      }
      assertThat(client.call("XADD", "exact-trim", "NOMKSTREAM", "*", "a", "b")).startsWith("$");
      assertThat(client.call("XADD", "exact-trim", "1-1", "a", "b")).startsWith("-ERR XADD takes");
    }

    assertThat(pepper.counts("exact-trim", "all").getInt("ready")).isEqualTo(4);
  }

  /** Bytes one to one in characters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | queues/exact-rest/jobs | {\"payloads\":[\"\\ud800\"]}             | payloads",
        "POST | queues/exact-rest/jobs | {\"payloads\":[\"a\u00ff\u00fe\"]}       | payloads",
        "POST | queues/exact-rest/jobs | {\"payloads\":[\"a\"],\"payloads\":[\"b\"]} | payloads",
        "PUT  | queues/exact-rest      | {\"password\":\"a\",\"password\":\"b\"}  | password",
        "PUT  | queues/exact-rest      | {\"topics\":{\"a\":{\"workers\":1,\"workers\":2}}} | topics.a.workers",
        "PUT  | queues/exact-rest      | {\"password\":\"\u00e4\"}                | password",
        "PUT  | cron/jobs/exact        | {\"schedule\":\"@every 1h\",\"schedule\":\"@every 2h\"} | schedule",
        "PUT  | cron/jobs/exact        | {\"run\":{\"command\":[\"\\udc00\"]}}    | run.command",
        "PUT  | discovery/apps/prod/a/settings | {\"x\":1,\"x\":2}                | x",
      })
  void refusesBodiesThatCouldNotBeKept(String method, String path, String body, String field)
      throws Exception {
    pepper.define("exact-rest", PULLED);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pepper.httpUrl() + "/api/v1/" + path))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(("admin:" + pepper.adminPassword()).getBytes(ISO_8859_1)))
            .method(method, BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }
    assertThat(pepper.counts("exact-rest", "all").getInt("ready")).isZero();
  }

  @Test
  void takesNoBytesThatAreNotUtf8ForAPassword() throws IOException {
    pepper.define("exact-auth", PULLED.replace("\"p\"", "\"\ufffd\""));
    try (RespSocket client = new RespSocket(pepper.respPort())) {
      byte[] queue = "exact-auth".getBytes(ISO_8859_1);
      client.sendBytes(
          RespSocket.encoded("AUTH".getBytes(ISO_8859_1), queue, new byte[] {(byte) 0xff}));
      assertThat(client.reply()).isEqualTo("-ERR invalid password\r\n");
      client.sendBytes(
          RespSocket.encoded(
              "AUTH".getBytes(ISO_8859_1), "exact-auth:\u00ff".getBytes(ISO_8859_1)));
      assertThat(client.reply()).isEqualTo("-ERR invalid password\r\n");
      assertThat(client.call("AUTH", "exact-auth", "\ufffd")).isEqualTo("+OK\r\n");
      assertThat(client.call("HELLO", "2", "SETNAME", "a b")).startsWith("-ERR Client names");
    }
  }
}
