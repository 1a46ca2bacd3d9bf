package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.Held;
import io.pepper.store.JobStoreContract;
import io.pepper.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    assertThat(store.take(TOPIC, 5)).hasSize(2);
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
      for (Held held : store.take(TOPIC, 1_000)) {
        done.add(store.complete(held));
      }
      assertThat(done).hasSize(1_000);
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).join();
    }

    assertThat(store.counts(TOPIC).ready()).isZero();
    assertThat(Files.size(data.resolve("jobs/jobs.mv"))).isLessThan(200L << 20);
  }
}
