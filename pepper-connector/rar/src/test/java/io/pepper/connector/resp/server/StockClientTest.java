package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jedis, as anybody would use it. */
class StockClientTest {
  private TestServer server;
  private Connection jedis;

  @BeforeEach
  void open() throws Exception {
    server = new TestServer(new EchoHandler());
    jedis = new Connection(new HostAndPort("127.0.0.1", server.port()));
    jedis.executeCommand(Command.PING);
    send("AUTH", "q:p");
  }

  @AfterEach
  void close() {
    jedis.close();
    server.close();
  }

  @Test
  void exchangesBinaryArgumentsOfManySizes() {
    Random random = new Random(5);
    for (int size = 0; size < 300_000; size = size * 3 + 1) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      jedis.sendCommand(Command.ECHO, payload);
      assertThat(jedis.getBinaryBulkReply()).isEqualTo(payload);
    }
  }

  @Test
  void pipelinesThousandsOfCommands() {
    for (int i = 0; i < 10_000; i++) {
      jedis.sendCommand(Command.ECHO, "message " + i);
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(jedis.getBulkReply()).isEqualTo("message " + i);
    }
  }

  @Test
  void seesErrorsAsErrorsAndGoesOn() {
    assertThatThrownBy(() -> send("NOPE"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("ERR unknown command 'NOPE'");
    send("PING");
  }

  private void send(String name, String... arguments) {
    jedis.sendCommand(() -> name.getBytes(UTF_8), arguments);
    jedis.getOne();
  }
}
