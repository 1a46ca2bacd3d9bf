package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when a consumer, an address or a script is not what they think it is. */
@ExtendWith(SharedPepper.class)
class TroubleInWordsTest {
  private static final String JOBS = "/api/v1/cron/jobs/";

  private final Rest rest;

  TroubleInWordsTest(Pepper pepper) {
    this.rest = pepper.rest();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tcp://127.0.0.1:9000  | write 127.0.0.1:9000",
        "fcgi://127.0.0.1:9000 | write 127.0.0.1:9000",
        "/run/php/fpm.sock     | write unix:/run/php/fpm.sock",
        "127.0.0.1:9000/status | is not host:port",
      })
  void addressesThatCannotBeReachedAreNotSaved(String address, String remedy) {
    String delivery =
        "{\"type\":\"fastcgi\",\"address\":\"" + address + "\",\"script\":\"/srv/x.php\"}";
    RestAnswer queue =
        rest.put(
            "/api/v1/queues/words-bad", "{\"topics\":{\"t\":{\"delivery\":" + delivery + "}}}");
    RestAnswer job =
        rest.put(JOBS + "words-bad", "{\"schedule\":\"@daily\",\"run\":" + delivery + "}");

    assertThat(queue.status()).isEqualTo(400);
    assertThat(queue.json().getString("field")).isEqualTo("topics.t.delivery.address");
    assertThat(queue.json().getString("detail")).contains(remedy);
    assertThat(job.status()).isEqualTo(400);
    assertThat(job.json().getString("field")).isEqualTo("run.address");
    assertThat(job.json().getString("detail")).contains(remedy);
  }

  @Test
  void pullingIsTakenWithAWarning() {
    String document = "{\"password\":\"p\",\"topics\":{\"t\":{\"delivery\":{\"type\":\"pull\"}}}}";
    JsonObject saved = rest.put("/api/v1/queues/words-pull", document).expect2xx().json();

    assertThat(saved.getJsonArray("warnings").getString(0))
        .startsWith("topics.t: with delivery type pull jobs are kept, but no consumer can fetch");
    JsonObject topic = rest.get("/api/v1/queues/words-pull/topics/t").expect2xx().json();
    assertThat(topic.getJsonArray("warnings")).hasSize(1);
    rest.put("/api/v1/queues/words-pull", saved.toString()).expect2xx();
    rest.delete("/api/v1/queues/words-pull").expect2xx();
  }

  @Test
  void aServerThatIsNoFastCgiIsNamed() {
    try (RedisServer redis = RedisServer.inMemory().start()) {
      String address = "127.0.0.1:" + redis.port();
      rest.put(
              "/api/v1/queues/words-redis",
              "{\"topics\":{\"t\":{\"timeout\":\"PT2S\",\"delivery\":{\"type\":\"fastcgi\",\"address\":\"%s\",\"script\":\"/x.php\"}}}}"
                  .formatted(address))
          .expect2xx();
      RestAnswer ping = rest.post("/api/v1/queues/words-redis/topics/t/ping", "{}");
      assertThat(ping.body()).contains(address + " answers as a Redis server does, not FastCGI");
      rest.delete("/api/v1/queues/words-redis").expect2xx();

      JsonObject tested = test("\"address\":\"" + address + "\",\"script\":\"/x.php\"");
      assertThat(tested.getString("state")).isEqualTo("failed");
      assertThat(tested.getString("problem"))
          .contains("answers as a Redis server does, not FastCGI");
    }
  }

  @Test
  void anHttpConsumerThatClosesIsDescribed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> closeAll(server));
      rest.put(
              "/api/v1/queues/words-http",
              "{\"topics\":{\"t\":{\"delivery\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:%d/\"}}}}"
                  .formatted(server.getLocalPort()))
          .expect2xx();
      RestAnswer ping = rest.post("/api/v1/queues/words-http/topics/t/ping", "{}");

      assertThat(ping.body())
          .contains("it closed the connection without an answer; is it an HTTP server")
          .doesNotContain("header parser");
      rest.delete("/api/v1/queues/words-http").expect2xx();
    }
  }

  private static void closeAll(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[8192]);
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void aScriptThatDiesAfterItsOutputHasFailed() {
    try (PhpFpm fpm = PhpFpm.withChildren(1).start()) {
      String script =
          fpm.script("dies.php", "<?php echo str_repeat('x', 5000); throw new Exception('boom');")
              .toString();
      JsonObject tested =
          test("\"address\":\"" + fpm.address() + "\",\"script\":\"" + script + "\"");

      assertThat(tested.getBoolean("succeeded")).isFalse();
      assertThat(tested.getString("problem"))
          .startsWith("PHP Fatal error: Uncaught Exception: boom");
    }
  }

  @Test
  void aRunSaysWhatItLeftInTheBackground() {
    JsonObject tested =
        rest.post(
                JOBS + "words-left/test",
                "{\"schedule\":\"@manually\",\"run\":{\"type\":\"command\",\"command\":[\"sh\",\"-c\",\"sleep"
                    + " 300 & echo up\"]}}")
            .expect2xx()
            .json();

    assertThat(tested.getBoolean("succeeded")).isTrue();
    assertThat(tested.getString("output"))
        .startsWith("up\nPepper ended 1 process that was left in the background: ");
  }

  private JsonObject test(String target) {
    String document = "{\"schedule\":\"@manually\",\"run\":{\"type\":\"fastcgi\"," + target + "}}";
    return rest.post(JOBS + "words-script/test", document).expect2xx().json();
  }
}
