package io.pepper.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Stock clients push with typed methods, with their default pipeline and in a transaction, all with
 * default options; then the queue holds exactly these jobs, byte for byte. A transaction of which
 * one push is refused leaves nothing.
 */
@ExtendWith(SharedPepper.class)
class ClientMatrixTest {
  private static final int PIPED = 20;
  private static final int QUEUED = 10;
  private static final double DUE = 4e12;

  private final Pepper pepper;

  ClientMatrixTest(Pepper pepper) {
    this.pepper = pepper;
  }

  @ParameterizedTest
  @EnumSource(StockClient.class)
  void storesExactlyWhatAClientPushes(StockClient client) {
    String queue = "matrix-" + client.name().toLowerCase(Locale.ROOT);
    define(queue, "s3cret");

    Script run = client.push(pepper.respPort(), queue, "s3cret");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .as(run.output())
        .contains("pipeline " + PIPED, "transaction " + (QUEUED + 2))
        .anyMatch(line -> line.startsWith("refused ") && !line.endsWith("<nil>"));
    assertThat(payloads(queue, "ready"))
        .containsExactlyInAnyOrderElementsOf(expected(client.name()));
    assertThat(payloads(queue, "scheduled"))
        .containsExactlyInAnyOrder(client.name() + " zadd", client.name() + " tx zadd");
  }

  private void define(String queue, String password) {
    pepper.define(
        queue,
        "{\"password\":\"%s\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}"
            .formatted(password));
  }

  /** Bytes one to one in characters. */
  private static List<String> expected(String label) {
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
    List<String> payloads = new ArrayList<>();
    List.of("lpush", "rpush", "xadd", "binary " + new String(all, ISO_8859_1), "tx xadd")
        .forEach(each -> payloads.add(label + " " + each));
    IntStream.range(0, PIPED).forEach(i -> payloads.add(label + " pipe " + i));
    IntStream.range(0, QUEUED).forEach(i -> payloads.add(label + " tx " + i));
    return payloads;
  }

  private List<String> payloads(String queue, String state) {
    return pepper
        .rest()
        .get("/api/v1/queues/" + queue + "/topics/all/jobs?limit=1000&state=" + state)
        .expect2xx()
        .json()
        .getJsonArray("jobs")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(ClientMatrixTest::payload)
        .toList();
  }

  private static String payload(JsonObject job) {
    byte[] bytes =
        job.containsKey("payload")
            ? job.getString("payload").getBytes(UTF_8)
            : Base64.getDecoder().decode(job.getString("payloadBase64"));
    return new String(bytes, ISO_8859_1);
  }

  private void assertStored(String queue) {
    assertThat(pepper.counts(queue, "all").getInt("ready")).isEqualTo(2);
    assertThat(pepper.counts(queue, "all").getInt("scheduled")).isEqualTo(1);
  }

  @Test
  void storesTheTransactionsOfJedis() {
    define("tx-jedis", "p");
    DefaultJedisClientConfig login =
        DefaultJedisClientConfig.builder().user("tx-jedis").password("p").build();
    try (Jedis client = new Jedis(new HostAndPort("127.0.0.1", pepper.respPort()), login)) {
      AbstractTransaction transaction = client.multi();
      transaction.lpush("tx-jedis", "a");
      transaction.xadd("tx-jedis", StreamEntryID.NEW_ENTRY, Map.of("payload", "b"));
      transaction.zadd("tx-jedis", DUE, "c");
      List<Object> replies = transaction.exec();
      assertThat(replies).hasSize(3).first().isEqualTo(2L);
      assertThat(replies.get(1)).isInstanceOf(StreamEntryID.class);

      AbstractTransaction refused = client.multi();
      refused.lpush("tx-jedis", "a");
      refused.lpush("nobody-made-this", "a");
      assertThatThrownBy(refused::exec).isInstanceOf(JedisDataException.class);
    }
    assertStored("tx-jedis");
  }

  @Test
  void storesTheTransactionsOfLettuce() {
    define("tx-lettuce", "p");
    RedisURI address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(pepper.respPort())
            .withAuthentication("tx-lettuce", "p")
            .build();
    try (RedisClient client = RedisClient.create(address);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> commands = connection.sync();
      commands.multi();
      commands.lpush("tx-lettuce", "a");
      commands.xadd("tx-lettuce", Map.of("payload", "b"));
      commands.zadd("tx-lettuce", DUE, "c");
      TransactionResult replies = commands.exec();
      assertThat(replies.size()).isEqualTo(3);
      assertThat(replies.<Long>get(0)).isEqualTo(2L);

      commands.multi();
      commands.lpush("tx-lettuce", "a");
      commands.discard();
    }
    assertStored("tx-lettuce");
  }
}
