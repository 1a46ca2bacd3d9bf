package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobWriterThreadTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");

  @TempDir Path folder;

  @Test
  void answersEverybodyAndGoesOnAfterItsMemoryRanOut() throws Exception {
    TopicJobsTable shelves = TopicJobsTable.open(folder);
    try (JobWriterThread thread = new JobWriterThread(shelves, Duration.ofSeconds(5), open -> {})) {
      var failed =
          thread.change(
              0,
              open -> {
                throw new OutOfMemoryError("as it may happen");
              });

      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(thread.change(0, open -> "written").get(10, TimeUnit.SECONDS))
          .isEqualTo("written");
    } finally {
      shelves.close();
    }
  }

  @Test
  void stillHoldsAJobWhoseRetryCouldNotBeWritten() throws Exception {
    TopicJobsTable shelves = TopicJobsTable.open(folder);
    Job job = Job.accepted(new JobId(1L << 63 | 1), "trace", new byte[] {'a'});
    try (JobWriterThread thread = new JobWriterThread(shelves, Duration.ofSeconds(5), open -> {})) {
      HeldJob held =
          thread
              .change(0, open -> append(open.of(TOPIC), job))
              .thenCompose(done -> thread.read(open -> open.of(TOPIC).dequeue(1).getFirst()))
              .get(10, TimeUnit.SECONDS);
      var failed =
          thread.change(
              0,
              open -> {
                retry(open, held);
                throw new IllegalStateException("the disk does not answer");
              });
      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS)).hasMessageContaining("the disk");

      assertThat(thread.read(open -> open.of(TOPIC).dequeue(1)).get()).isEmpty();
      assertThat(counts(thread).running()).isOne();
      thread.change(0, open -> retry(open, held)).get();
      assertThat(counts(thread)).isEqualTo(new JobCounts(0, 1, 0, 0, 0, 0));
    } finally {
      shelves.close();
    }
  }

  @Test
  void writesNothingOfAChangeThatEndsInTheMiddle() throws Exception {
    TopicJobsTable shelves = TopicJobsTable.open(folder);
    Job job = Job.accepted(new JobId(1L << 63 | 1), "trace", new byte[] {'a'});
    try (JobWriterThread thread = new JobWriterThread(shelves, Duration.ofSeconds(5), open -> {})) {
      for (RuntimeException end :
          List.of(new DiskFullException(), new IllegalArgumentException("no"))) {
        var failed =
            thread.change(
                0,
                open -> {
                  append(open.of(TOPIC), job);
                  throw end;
                });

        assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(StoreUnavailableException.class);
        assertThat(counts(thread).ready()).isZero();
      }
    } finally {
      shelves.close();
    }
  }

  private static JobCounts counts(JobWriterThread thread) throws Exception {
    return thread
        .read(open -> {
          open.of(TOPIC).publish();
          return open.figures(TOPIC).counts();
        })
        .get();
  }

  private static TopicJobs append(TopicJobs shelf, Job job) throws IOException {
    shelf.append(List.of(job));
    return shelf;
  }

  private static TopicJobs retry(TopicJobsTable open, HeldJob held) throws IOException {
    TopicJobs shelf = open.of(TOPIC);
    shelf.retry(held, held.job().failed("no"), Instant.EPOCH.plusSeconds(1));
    return shelf;
  }
}
