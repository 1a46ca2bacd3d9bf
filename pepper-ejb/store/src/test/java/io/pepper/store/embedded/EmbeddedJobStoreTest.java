package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.store.Crashes;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import io.pepper.store.JobStoreContract;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.segment.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJobStoreTest extends JobStoreContract {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @TempDir Path data;

  @Override
  protected JobStore open() {
    return EmbeddedJobStore.open(data, DEADLINE);
  }

  @Test
  void refusesAFileThatIsOpenAlreadyAndNamesTheSetting() {
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("in use by another process")
        .hasMessageContaining("pepper.data");
  }

  @Test
  void refusesADataFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(data.resolve("file"));

    assertThatThrownBy(() -> EmbeddedJobStore.open(file, DEADLINE))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("pepper.data");
  }

  @Test
  void survivesCallersThatAreInterrupted() {
    append(job("a"));
    Thread.currentThread().interrupt();
    assertThat(store.counts(TOPIC).ready()).isOne();
    assertThat(Thread.interrupted()).isTrue();

    append(job("b"));
    assertThat(store.dequeue(TOPIC, 5)).hasSize(2);
  }

  /** Room may be found and lost in the middle of any write. */
  @Test
  void asksForRoomOnceForAWholeTransaction(@TempDir Path folder) throws IOException {
    TopicJobsTable filling =
        new TopicJobsTable(FolderDisk.open(folder), 1 << 20) {
          private int asked;

          @Override
          boolean hasRoom(long bytes) {
            return asked++ == 0;
          }
        };
    try (JobStore filled = new EmbeddedJobStore(folder, filling, DEADLINE)) {
      List<Append> ready = List.of(new Append(TOPIC, List.of(job("a"))));
      List<DelayedJob> delayed =
          List.of(new DelayedJob(TOPIC, job("b"), Instant.ofEpochMilli(Long.MAX_VALUE)));

      filled.storeTogether(ready, delayed).join();

      assertThatThrownBy(() -> filled.storeTogether(ready, delayed).join())
          .hasCauseInstanceOf(DiskFullException.class);
      assertThat(filled.counts(TOPIC)).isEqualTo(new JobCounts(1, 1, 0, 0, 0, 0));
    }
  }

  @Test
  void keepsTheFileSmallWhileAMillionJobsPassThrough() throws IOException {
    for (int round = 0; round < 1_000; round++) {
      List<io.pepper.job.Job> jobs = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        jobs.add(job("small job " + i));
      }
      store.append(List.of(new Append(TOPIC, jobs))).join();
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (HeldJob held : store.dequeue(TOPIC, 1_000)) {
        done.add(store.complete(held));
      }
      assertThat(done).hasSize(1_000);
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
    }

    assertThat(store.counts(TOPIC).ready()).isZero();
    assertThat(bytesIn(data.resolve("jobs"))).isLessThan(300L << 20);
  }

  private static long bytesIn(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void losesNothingAcknowledgedWhenTheProcessIsKilledAgainAndAgain(@TempDir Path folder)
      throws Exception {
    Crashes crashes = new Crashes("embedded", folder);
    for (int round = 0; round < 4; round++) {
      crashes.killAfter(1_000 + 700 * round);
    }

    try (JobStore survivor = EmbeddedJobStore.open(folder, DEADLINE)) {
      assertThat(Crashes.stored(survivor, Crashes.topic())).containsAll(crashes.acknowledged());
    }
  }

  @Test
  void failsAppendsWhileTheFileCannotGrowAndKeepsWhatItAcknowledged(@TempDir Path folder)
      throws Exception {
    Process limited =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -f 8192; exec \"$@\"",
                "-",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                FillingNode.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> output = limited.inputReader().lines().toList();
    assertThat(limited.waitFor()).isZero();

    int acknowledged = Integer.parseInt(output.getFirst());
    assertThat(acknowledged).isGreaterThan(10);
    assertThat(output.getLast()).contains("disk of pepper.data is nearly full");
    try (JobStore survivor = EmbeddedJobStore.open(folder, DEADLINE)) {
      assertThat(survivor.counts(TOPIC).ready()).isBetween((long) acknowledged, acknowledged + 1L);
      survivor.append(List.of(new Append(TOPIC, List.of(job("after"))))).join();
    }
  }
}
