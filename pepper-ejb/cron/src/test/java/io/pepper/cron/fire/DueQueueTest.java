package io.pepper.cron.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.JobName;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueQueueTest {
  private final DueQueue agenda = new DueQueue();

  private static Slot slot(int number) {
    return new Slot(new JobName("job" + number), "0");
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void givesOutWhatIsDueInOrder() {
    agenda.put(slot(1), at(30));
    agenda.put(slot(2), at(10));
    agenda.put(slot(3), at(20));
    assertThat(agenda.earliest()).contains(at(10));
    assertThat(agenda.pollDue(at(20))).containsExactly(slot(2), slot(3));
    assertThat(agenda.pollDue(at(20))).isEmpty();
    assertThat(agenda.earliest()).contains(at(30));
  }

  @Test
  void tellsWhetherAnEntryIsTheEarliest() {
    assertThat(agenda.put(slot(1), at(30))).isTrue();
    assertThat(agenda.put(slot(2), at(40))).isFalse();
    assertThat(agenda.put(slot(2), at(20))).isTrue();
    assertThat(agenda.put(slot(2), at(20))).isFalse();
  }

  @Test
  void anEntryReplacesTheOneBefore() {
    agenda.put(slot(1), at(10));
    agenda.put(slot(1), at(50));
    assertThat(agenda.earliest()).contains(at(50));
    assertThat(agenda.pollDue(at(10))).isEmpty();
    agenda.put(slot(1), at(5));
    agenda.put(slot(1), at(50));
    agenda.put(slot(1), at(5));
    assertThat(agenda.pollDue(at(60))).containsExactly(slot(1));
  }

  @Test
  void forgetsWhatWasRemoved() {
    agenda.put(slot(1), at(10));
    agenda.remove(slot(1));
    assertThat(agenda.earliest()).isEmpty();
    assertThat(agenda.pollDue(at(10))).isEmpty();
  }

  @Test
  void staysAsLargeAsThereAreSlots() {
    for (int i = 0; i < 100_000; i++) {
      agenda.put(slot(i % 10), at(1_000_000 + i));
    }
    assertThat(agenda.size()).isEqualTo(10);
    assertThat(agenda.held()).isLessThan(2_000);
    assertThat(agenda.pollDue(at(2_000_000))).hasSize(10);
  }
}
