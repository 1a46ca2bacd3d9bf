package io.pepper.cron.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.JobName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueQueueTest {
  private final DueQueue queue = new DueQueue();

  private static Slot slot(int number) {
    return new Slot(new JobName("job" + number), "0");
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void givesOutWhatIsDueInOrder() {
    queue.put(slot(1), at(30));
    queue.put(slot(2), at(10));
    queue.put(slot(3), at(20));
    assertThat(queue.earliest()).contains(at(10));
    assertThat(queue.pollDue(at(20))).containsExactly(slot(2), slot(3));
    assertThat(queue.pollDue(at(20))).isEmpty();
    assertThat(queue.earliest()).contains(at(30));
  }

  @Test
  void tellsWhetherAnEntryIsTheEarliest() {
    assertThat(queue.put(slot(1), at(30))).isTrue();
    assertThat(queue.put(slot(2), at(40))).isFalse();
    assertThat(queue.put(slot(2), at(20))).isTrue();
    assertThat(queue.put(slot(2), at(20))).isFalse();
  }

  @Test
  void anEntryReplacesTheOneBefore() {
    queue.put(slot(1), at(10));
    queue.put(slot(1), at(50));
    assertThat(queue.earliest()).contains(at(50));
    assertThat(queue.pollDue(at(10))).isEmpty();
    queue.put(slot(1), at(5));
    queue.put(slot(1), at(50));
    queue.put(slot(1), at(5));
    assertThat(queue.pollDue(at(60))).containsExactly(slot(1));
  }

  @Test
  void forgetsWhatWasRemoved() {
    queue.put(slot(1), at(10));
    queue.remove(slot(1));
    assertThat(queue.earliest()).isEmpty();
    assertThat(queue.pollDue(at(10))).isEmpty();
  }

  @Test
  void staysAsLargeAsThereAreSlots() {
    for (int i = 0; i < 100_000; i++) {
      queue.put(slot(i % 10), at(1_000_000 + i));
    }
    assertThat(queue.size()).isEqualTo(10);
    assertThat(queue.held()).isLessThan(2_000);
    assertThat(queue.pollDue(at(2_000_000))).hasSize(10);
  }
}
