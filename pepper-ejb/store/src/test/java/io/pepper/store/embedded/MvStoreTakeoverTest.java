package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.ListedJob;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.SimulatedDisk.Left;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvStoreTakeoverTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final TopicId OTHER = TopicId.of("queue1", "topic2");
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int MANY = 2_500;
  private static final int SEGMENT_BYTES = 64 << 10;

  @TempDir Path data;

  private final List<Job> ready = new ArrayList<>();
  private Path folder;

  /** Writes a file as the versions before did. */
  @BeforeEach
  void writeOldFile() throws IOException {
    folder = Files.createDirectories(data.resolve("jobs"));
    MVStore store = new MVStore.Builder().fileName(file().toString()).open();
    MVMap<Long, byte[]> jobs = map(store, "ready/queue1/topic1", LongDataType.INSTANCE);
    for (long i = 0; i < MANY; i++) {
      ready.add(job(i));
      jobs.put(10 + i, JobJson.write(job(i)));
    }
    map(store, "scheduled/queue1/topic2", ScheduledKey.ScheduledKeyType.INSTANCE)
        .put(new ScheduledKey(5_000, 7), JobJson.write(job(90_001)));
    map(store, "dead/queue1/topic2", LongDataType.INSTANCE)
        .put(3L, JobJson.write(job(90_002).failed("no")));
    map(store, "ready/queue1/topic2", LongDataType.INSTANCE)
        .put(1L, "no job".getBytes(StandardCharsets.UTF_8));
    store
        .openMap(
            "figures",
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE))
        .put("queue1/topic1", "12 3");
    store.close();
  }

  private static <K> MVMap<K, byte[]> map(MVStore store, String name, BasicDataType<K> keys) {
    return store.openMap(
        name, new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE));
  }

  private Path file() {
    return folder.resolve("jobs.mv");
  }

  private static Job job(long number) {
    return Job.accepted(new JobId(1L << 63 | number), "trace", new byte[] {1, (byte) number});
  }

  @Test
  void takesAllJobsOverInOrder() {
    try (JobStore store = EmbeddedJobStore.open(data, DEADLINE)) {
      assertAllIsThere(store);
    }
    assertThat(file()).doesNotExist();
    assertThat(folder.resolve("jobs.mv.taken-over")).exists();
    try (JobStore store = EmbeddedJobStore.open(data, DEADLINE)) {
      assertAllIsThere(store);
    }
  }

  private void assertAllIsThere(JobStore store) {
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(MANY, 0, 0, 0, 12, 3));
    assertThat(store.counts(OTHER)).isEqualTo(new JobCounts(0, 1, 0, 2, 0, 0));
    assertThat(store.dequeue(TOPIC, MANY).stream().map(HeldJob::job).toList()).isEqualTo(ready);
    assertThat(store.nextDue(OTHER)).contains(Instant.ofEpochMilli(5_000));
    List<ListedJob> dead = store.browse(OTHER, JobState.DEAD, Optional.empty(), 9).jobs();
    assertThat(dead)
        .anyMatch(listed -> listed.job().equals(job(90_002).failed("no")))
        .anyMatch(listed -> listed.job().lastError().contains("could not be read"));
  }

  @Test
  void beginsAgainAfterItWasCutOff() throws IOException {
    byte[] old = Files.readAllBytes(file());
    EmbeddedJobStore.open(data, DEADLINE).close();
    // As if the process had ended before the last renaming.
    Files.delete(folder.resolve("jobs.mv.taken-over"));
    Files.write(file(), old);
    Files.createFile(folder.resolve("taking-over"));

    try (JobStore store = EmbeddedJobStore.open(data, DEADLINE)) {
      assertAllIsThere(store);
    }
    assertThat(folder.resolve("taking-over")).doesNotExist();
  }

  @Test
  void refusesAnOldFileBesideALogThatHasJobsOfItsOwn() throws IOException {
    byte[] old = Files.readAllBytes(file());
    EmbeddedJobStore.open(data, DEADLINE).close();
    Files.write(file(), old);

    assertThatThrownBy(() -> EmbeddedJobStore.open(data, DEADLINE))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("jobs.mv")
        .hasMessageContaining("move one of them away");
    assertThat(file()).exists();
  }

  @Test
  void takesEachJobOverOnceWhereverThePowerIsCut() throws IOException {
    SimulatedDisk whole = disk();
    new MvStoreTakeover(folder, whole, SEGMENT_BYTES).run();
    Random random = new Random(1);
    for (long call = 1; call <= whole.calls(); call++) {
      SimulatedDisk disk = disk();
      disk.cutAt(call);
      try {
        new MvStoreTakeover(folder, disk, SEGMENT_BYTES).run();
      } catch (SimulatedDisk.PowerCut expected) {
        // The next start goes on.
      }
      Left left = Left.values()[random.nextInt(Left.values().length)];
      disk.powerOn(left, random);
      start(disk, random);
      disk.powerOn(Left.NOTHING, random);
      TopicJobsTable topics = start(disk, random);
      assertThat(topics.of(TOPIC).dequeue(MANY + 1).stream().map(HeldJob::job).toList())
          .as("cut at %d, %s", call, left)
          .isEqualTo(ready);
      assertThat(topics.figures(OTHER).counts()).isEqualTo(new JobCounts(0, 1, 0, 2, 0, 0));
      assertThat(disk.names()).contains("jobs.mv.taken-over").doesNotContain("jobs.mv");
    }
  }

  private TopicJobsTable start(SimulatedDisk disk, Random random) throws IOException {
    new MvStoreTakeover(folder, disk, SEGMENT_BYTES).run();
    return new TopicJobsTable(disk, SEGMENT_BYTES, new LateExecutor(random));
  }

  /** Returns a disk that has the old file, by name; its contents are read from the real one. */
  private static SimulatedDisk disk() throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    disk.create("jobs.mv").close();
    disk.forceNames();
    return disk;
  }
}
