package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;

/** The transactions of the Java clients. */
@ExtendWith(SharedPepper.class)
class JavaTransactionTest {
  private static final double DUE = 4e12;

  private final Pepper pepper;

  JavaTransactionTest(Pepper pepper) {
    this.pepper = pepper;
  }

  private void define(String queue) {
    pepper.define(
        queue, "{\"password\":\"p\",\"topics\":{\"all\":{\"delivery\":{\"type\":\"pull\"}}}}");
  }

  private void assertStored(String queue) {
    assertThat(pepper.counts(queue, "all").getInt("ready")).isEqualTo(2);
    assertThat(pepper.counts(queue, "all").getInt("scheduled")).isEqualTo(1);
  }

  @Test
  void ofJedis() {
    define("tx-jedis");
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
  void ofLettuce() {
    define("tx-lettuce");
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
