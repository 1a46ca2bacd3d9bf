package io.pepper.bench.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pepper.fixtures.RedisServer;
import io.pepper.test.RespSocket;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {
  private final RedisServer redis = RedisServer.inMemory().start();

  @AfterEach
  void end() {
    redis.close();
  }

  @Test
  void countsEveryPipelinedAnswerOnce() {
    Load load = run("LPUSH");

    assertThat(load.operations()).isPositive().isEqualTo(Resp.number(redis.port(), "LLEN", "list"));
    assertThat(load.seconds()).isGreaterThanOrEqualTo(0.2);
  }

  @Test
  void failsWhenTheServerRefuses() {
    assertThatIllegalStateException().isThrownBy(() -> run("NOPE")).withMessageContaining("-ERR");
  }

  private Load run(String command) {
    byte[] bytes = RespSocket.encoded(command, "list", "x".repeat(100));
    Wire wire = Wire.of("PING\r\n", 1, bytes, 16, ':');
    return new LoadGenerator(redis.port(), Collections.nCopies(50, wire))
        .run(Duration.ofMillis(200));
  }
}
