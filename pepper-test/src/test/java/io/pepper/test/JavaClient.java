package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;

/** The Java clients of {@link StockClientsTest}: the same list of pushes as the scripts. */
enum JavaClient {
  JEDIS("wrong password: JedisDataException") {
    @Override
    String push(int port, String queue, String password) {
      Lines lines = new Lines();
      lines.refusal(() -> jedis(port, null, queue + ":wrong").close());
      try (Jedis client = jedis(port, null, queue + ":" + password)) {
        lines.add("lpush", client.lpush(queue, name() + " one part"));
      }
      try (Jedis client = jedis(port, queue, password)) {
        lines.add("ping", client.ping());
        lines.add("echo", client.echo("hello"));
        lines.add("lpush", client.lpush(queue, name() + " lpush"));
        lines.add("lpush", client.lpush(queue, name() + " many 1", name() + " many 2"));
        lines.add("rpush", client.rpush(queue, name() + " rpush"));
        lines.add(
            "xadd",
            client.xadd(queue, StreamEntryID.NEW_ENTRY, Map.of("payload", name() + " xadd")));
        lines.add("zadd", client.zadd(queue, System.currentTimeMillis() + 300, name() + " zadd"));
        lines.add("pipeline", pipelined(client, queue));
        client.lpush(queue.getBytes(UTF_8), binary());
        lines.add(
            "bulk",
            new String(
                (byte[])
                    client.sendCommand(
                        redis.clients.jedis.Protocol.Command.LPUSH,
                        queue + "/default",
                        name() + " bulk"),
                UTF_8));
        lines.refused(() -> client.lpush("nobody-made-this", "x"));
      }
      return lines.toString();
    }

    private Jedis jedis(int port, String user, String password) {
      return new Jedis(
          new redis.clients.jedis.HostAndPort("127.0.0.1", port),
          DefaultJedisClientConfig.builder()
              .user(user)
              .password(password)
              .clientName("stock")
              .build());
    }

    private long pipelined(Jedis client, String queue) {
      try (Pipeline pipeline = client.pipelined()) {
        List<Response<Long>> replies =
            IntStream.range(0, PIPELINE)
                .mapToObj(i -> pipeline.lpush(queue, name() + " pipe " + i))
                .toList();
        pipeline.sync();
        return replies.stream().filter(reply -> reply.get() >= 0).count();
      }
    }
  },

  LETTUCE("wrong password: RedisConnectionException") {
    @Override
    String push(int port, String queue, String password) {
      Lines lines = new Lines();
      lines.refusal(() -> with(port, "", queue + ":wrong", connection -> null));
      with(
          port,
          "",
          queue + ":" + password,
          connection -> lines.add("lpush", connection.sync().lpush(queue, name() + " one part")));
      return with(
          port, queue, password, connection -> pushAll(lines, connection, queue).toString());
    }

    private <T> T with(
        int port,
        String user,
        String password,
        Function<StatefulRedisConnection<String, String>, T> work) {
      RedisURI.Builder uri =
          RedisURI.builder().withHost("127.0.0.1").withPort(port).withClientName("stock");
      RedisURI address =
          (user.isEmpty()
                  ? uri.withPassword(password.toCharArray())
                  : uri.withAuthentication(user, password))
              .build();
      try (io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create(address);
          StatefulRedisConnection<String, String> connection = client.connect()) {
        T result = work.apply(connection);
        try (var bytes = client.connect(ByteArrayCodec.INSTANCE)) {
          if (!user.isEmpty()) {
            bytes.sync().lpush(user.getBytes(UTF_8), binary());
          }
        }
        return result;
      }
    }

    private Lines pushAll(
        Lines lines, StatefulRedisConnection<String, String> connection, String queue) {
      var client = connection.sync();
      lines.add("ping", client.ping());
      lines.add("echo", client.echo("hello"));
      lines.add("lpush", client.lpush(queue, name() + " lpush"));
      lines.add("lpush", client.lpush(queue, name() + " many 1", name() + " many 2"));
      lines.add("rpush", client.rpush(queue, name() + " rpush"));
      lines.add("xadd", client.xadd(queue, Map.of("payload", name() + " xadd")));
      lines.add(
          "zadd", client.zadd(queue, (double) System.currentTimeMillis() + 300, name() + " zadd"));
      lines.add("pipeline", pipelined(connection, queue));
      lines.add(
          "bulk",
          client.dispatch(
              io.lettuce.core.protocol.CommandType.LPUSH,
              new io.lettuce.core.output.ValueOutput<>(io.lettuce.core.codec.StringCodec.UTF8),
              new io.lettuce.core.protocol.CommandArgs<>(io.lettuce.core.codec.StringCodec.UTF8)
                  .addKey(queue + "/default")
                  .addValue(name() + " bulk")));
      lines.refused(() -> client.lpush("nobody-made-this", "x"));
      return lines;
    }

    private long pipelined(StatefulRedisConnection<String, String> connection, String queue) {
      List<RedisFuture<Long>> replies =
          IntStream.range(0, PIPELINE)
              .mapToObj(i -> connection.async().lpush(queue, name() + " pipe " + i))
              .toList();
      LettuceFutures.awaitAll(Duration.ofSeconds(20), replies.toArray(RedisFuture[]::new));
      return replies.stream().filter(reply -> reply.toCompletableFuture().join() >= 0).count();
    }
  };

  private static final int PIPELINE = 50;
  private final String refusal;

  JavaClient(String refusal) {
    this.refusal = refusal;
  }

  /** The line that tells how this client reports a wrong password. */
  String refusal() {
    return refusal;
  }

  /** Pushes the list; returns the lines that the scripts would print. */
  abstract String push(int port, String queue, String password);

  /** The payload that holds every byte there is. */
  byte[] binary() {
    byte[] start = (name() + " binary ").getBytes(UTF_8);
    byte[] all = java.util.Arrays.copyOf(start, start.length + 256);
    IntStream.range(0, 256).forEach(i -> all[start.length + i] = (byte) i);
    return all;
  }

  /** What a script would print. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();

    Lines add(String what, Object reply) {
      text.append(what).append(' ').append(reply).append('\n');
      return this;
    }

    void refusal(Runnable login) {
      add("wrong", "password" + outcome(login));
    }

    void refused(Runnable push) {
      try {
        push.run();
        add("unknown queue", "accepted");
      } catch (RuntimeException e) {
        add("unknown", "queue: " + e.getMessage());
      }
    }

    private static String outcome(Runnable login) {
      try {
        login.run();
        return " accepted";
      } catch (RuntimeException e) {
        return ": " + e.getClass().getSimpleName();
      }
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
