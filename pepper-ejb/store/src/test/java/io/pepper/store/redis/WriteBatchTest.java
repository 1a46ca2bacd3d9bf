package io.pepper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.protocol.CommandType;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteBatchTest {
  /** Redis before version 7 ends the connection that all share at 1,048,576 words. */
  @Test
  void givesNoCommandMoreWordsThanEveryRedisTakes() {
    WriteBatch batch = new WriteBatch(done -> {});
    byte[] key = {'k'};
    for (int values : new int[] {600_000, 400_000, 100_000, 100_000}) {
      RedisWrite.Part part = new RedisWrite.Part(CommandType.LPUSH, key, new byte[0], values);
      batch.add(new RedisWrite(List.of(part), List.of()));
    }

    assertThat(batch.pushes()).extracting(WriteCommand::count).containsExactly(1_000_000, 200_000);
    assertThat(batch.seal()).hasSize(2);
  }
}
