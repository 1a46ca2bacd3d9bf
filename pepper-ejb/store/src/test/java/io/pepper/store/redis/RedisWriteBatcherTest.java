package io.pepper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.CommandType;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.redis.connection.ListMoves;
import io.pepper.store.redis.connection.RedisConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisWriteBatcherTest {
  private static final RedisWriteBatcher.PushListener NOBODY =
      new RedisWriteBatcher.PushListener() {
        @Override
        public ListMoves movesBehind(WriteCommand push) {
          return null;
        }

        @Override
        public void stored(WriteCommand push) {}
      };

  private boolean defect = true;

  @Test
  void goesOnAfterTheClientThrewWhatItDoesNotPromise() throws Exception {
    RedisConnection<StatefulConnection<byte[], byte[]>> line =
        new RedisConnection<>(this::connection, false);
    try (RedisWriteBatcher commit = new RedisWriteBatcher(line, Duration.ofSeconds(2), NOBODY)) {
      RedisWrite first = commit.submit(push(1, 10));

      assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(commit.submit(push(1, 10)).get(5, TimeUnit.SECONDS)).containsExactly(1);
    }
  }

  @Test
  void leavesNoWriteWaitingWhileDeadlinesAreLookedAt() throws Exception {
    defect = false;
    RedisConnection<StatefulConnection<byte[], byte[]>> line =
        new RedisConnection<>(this::connection, false);
    try (RedisWriteBatcher commit = new RedisWriteBatcher(line, Duration.ofMillis(200), NOBODY)) {
      for (int i = 0; i < 300_000; i++) {
        assertThat(commit.submit(push(1, 10)).get(5, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  @Test
  void aLineConnectsAgainAlsoAfterAnAttemptThatEndedAbnormally() {
    AtomicInteger attempts = new AtomicInteger();
    RedisConnection<StatefulConnection<byte[], byte[]>> line =
        new RedisConnection<>(
            () -> {
              if (attempts.incrementAndGet() == 2) {
                throw new IllegalStateException("as no client should");
              }
              return connection();
            },
            false);

    line.replace();

    await().until(line::isConnected);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void countsTheBytesOfAVeryLargeWriteWithoutOverflow() {
    assertThat(push(2_100, 1 << 20).size).isEqualTo(Integer.MAX_VALUE);
  }

  private static RedisWrite push(int parts, int bytes) {
    RedisWrite.Part part =
        new RedisWrite.Part(CommandType.LPUSH, new byte[] {'k'}, new byte[bytes], 1);
    return new RedisWrite(Collections.nCopies(parts, part), List.of());
  }

  /** Throws at the first batch, answers the others with 1. */
  @SuppressWarnings("unchecked")
  private StatefulConnection<byte[], byte[]> connection() {
    return (StatefulConnection<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StatefulConnection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isOpen" -> true;
                  case "dispatch" -> dispatched((Collection<WriteCommand>) arguments[0]);
                  default -> null;
                });
  }

  private Collection<WriteCommand> dispatched(Collection<WriteCommand> commands) {
    if (defect) {
      defect = false;
      throw new RejectedExecutionException("event executor terminated");
    }
    for (WriteCommand command : commands) {
      command.getOutput().set(1);
      command.complete();
    }
    return commands;
  }
}
