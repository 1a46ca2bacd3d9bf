package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.embedded.segment.DamagedLogException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log on a disk that gives back something else than what was written, or nothing. */
class DamageTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final int SEGMENT_BYTES = 16 << 10;
  private static final int HEADER_BYTES = 4 << 10;
  private static final String FIRST = "000001.segment";

  private final SimulatedDisk disk = new SimulatedDisk();
  private final Random random = new Random(1);
  private TopicJobsTable topics;
  private long lastId;

  @BeforeEach
  void open() throws IOException {
    LateExecutor housekeeping = new LateExecutor(random);
    topics = new TopicJobsTable(disk, SEGMENT_BYTES, housekeeping);
    housekeeping.runAll();
    topics.log().arrive();
  }

  private void append(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Job job = Job.accepted(new JobId(1L << 63 | ++lastId), "trace", new byte[200]);
      topics.of(TOPIC).append(List.of(job));
      topics.commit(true);
    }
  }

  private void restart() throws IOException {
    disk.powerOn(SimulatedDisk.Left.ALL, random);
    open();
  }

  private long readyJobs() throws IOException {
    return topics.of(TOPIC).readyCount();
  }

  @Test
  void refusesToStartWithAFrameDamagedBeforeOthers() throws IOException {
    append(10);
    disk.flip(FIRST, HEADER_BYTES + 600, 3);

    assertThatThrownBy(this::restart)
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("/simulated/000001.segment")
        .hasMessageContaining("restore the folder");
  }

  @Test
  void findsEveryFlippedBit() throws IOException {
    append(3);
    int end = (int) (topics.log().position() & 0xffff_ffffL);
    append(1);
    for (int position = HEADER_BYTES; position < end - 60; position += 3) {
      int bit = random.nextInt(8);
      disk.flip(FIRST, position, bit);
      assertThatThrownBy(this::restart).isInstanceOf(DamagedLogException.class);
      disk.flip(FIRST, position, bit);
    }
    restart();
    assertThat(readyJobs()).isEqualTo(4);
  }

  @Test
  void cutsAFrameOffThatIsTheVeryLast() throws IOException {
    append(4);
    int end = (int) (topics.log().position() & 0xffff_ffffL);
    disk.flip(FIRST, end - 100, 0);

    restart();

    assertThat(readyJobs()).isEqualTo(3);
  }

  @Test
  void namesTheFileAndDropsNothingWhenAJobCannotBeRead() throws IOException {
    append(200);
    restart();
    disk.flip(FIRST, HEADER_BYTES + 200, 1);

    assertThatThrownBy(() -> topics.of(TOPIC).dequeue(5))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("/simulated/000001.segment");
    assertThat(readyJobs()).isEqualTo(200);
  }

  @Test
  void goesOnAfterReadsFailed() throws IOException {
    append(200);
    restart();
    disk.failReads(true);
    assertThatThrownBy(() -> topics.of(TOPIC).dequeue(5)).hasMessageContaining("/simulated/");

    disk.failReads(false);

    List<HeldJob> held = topics.of(TOPIC).dequeue(500);
    assertThat(held).hasSize(200);
    assertThat(held.getFirst().job().id().bits()).isEqualTo(1L << 63 | 1);
  }

  @Test
  void readsAllSegmentsWhenTheCheckpointIsDamaged() throws IOException {
    append(200);
    topics.of(TOPIC).dequeue(1).forEach(this::complete);
    topics.commit(true);
    disk.flip("checkpoint", 30, 1);

    restart();

    assertThat(readyJobs()).isEqualTo(199);
  }

  private void complete(HeldJob held) {
    try {
      topics.of(TOPIC).complete(held);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void makesAnIndexAnewThatIsDamaged() throws IOException {
    append(200);
    disk.flip("000001.index", 45, 1);

    restart();

    assertThat(topics.of(TOPIC).dequeue(500)).hasSize(200);
  }

  @Test
  void refusesToStartWithoutASegment() throws IOException {
    append(200);
    disk.delete("000002.segment");

    assertThatThrownBy(this::restart)
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void refusesNewJobsOnAFullDiskAndTakesThemAgainWhenOldOnesAreDone() throws IOException {
    disk.usableBytes(0);
    int stored = 0;
    while (topics.hasRoom(500)) {
      append(1);
      topics.log().arrive();
      stored++;
    }
    assertThat(stored).isBetween(10, 200);
    disk.usableBytes(1L << 40);
    restart();
    append(100);
    disk.usableBytes(0);
    while (topics.hasRoom(500)) {
      append(1);
      topics.log().arrive();
    }

    for (HeldJob held : topics.of(TOPIC).dequeue(1_000)) {
      complete(held);
      topics.commit(true);
    }

    assertThat(readyJobs()).isZero();
    topics.log().arrive();
    assertThat(topics.hasRoom(500)).isTrue();
    append(20);
    restart();
    assertThat(readyJobs()).isEqualTo(20);
  }
}
