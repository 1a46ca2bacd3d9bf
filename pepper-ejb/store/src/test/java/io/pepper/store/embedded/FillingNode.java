package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import io.pepper.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A process whose files are limited: appends until it is refused and prints how many were
 * acknowledged, and why it ended. Argument: data folder.
 */
final class FillingNode {
  private FillingNode() {}

  public static void main(String[] args) {
    JobStore store = EmbeddedJobStore.open(Path.of(args[0]), Duration.ofSeconds(5));
    int acknowledged = 0;
    try {
      while (true) {
        Job job = Job.accepted(new JobId(acknowledged + 1), "trace", new byte[5_000]);
        store.append(List.of(new Append(TopicId.of("queue1", "topic1"), List.of(job)))).join();
        acknowledged++;
      }
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof StoreUnavailableException cause)) {
        throw e;
      }
      System.out.println(acknowledged);
      System.out.println(cause.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }
}
