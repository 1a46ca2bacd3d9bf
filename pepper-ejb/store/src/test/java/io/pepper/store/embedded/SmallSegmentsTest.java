package io.pepper.store.embedded;

import io.pepper.store.JobStore;
import io.pepper.store.JobStoreContract;
import io.pepper.store.embedded.segment.FolderDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The contract with segments so small that jobs are read from full ones, and copied. */
class SmallSegmentsTest extends JobStoreContract {
  private static final int SEGMENT_BYTES = 12 << 10;

  @TempDir Path data;

  @Override
  protected JobStore open() {
    try {
      TopicJobsTable topics = new TopicJobsTable(FolderDisk.open(data), SEGMENT_BYTES);
      return new EmbeddedJobStore(data, topics, Duration.ofSeconds(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
