package io.pepper.store;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import io.pepper.store.setup.JobStores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A process made to be killed: appends jobs and prints the id of each that the store acknowledged,
 * while other threads dequeue jobs and hand them back in every way but as completed. Arguments:
 * address, data folder, first id.
 */
final class CrashingNode {
  static final TopicId TOPIC = TopicId.of("crash", "topic");
  private static final int PRODUCERS = 8;
  private static final long IDS_PER_PRODUCER = 1 << 20;

  private CrashingNode() {}

  public static void main(String[] args) throws Exception {
    JobStore store = JobStores.open(args[0], Path.of(args[1]), "crashing");
    store.recover(TOPIC);
    long first = Long.parseLong(args[2]);
    for (int i = 0; i < PRODUCERS; i++) {
      long start = first + i * IDS_PER_PRODUCER;
      Thread.ofVirtual().start(() -> produce(store, start));
    }
    Thread.ofVirtual().start(() -> move(store));
    Thread.currentThread().join();
  }

  private static void produce(JobStore store, long first) {
    for (long id = first; ; id++) {
      Job job = Job.accepted(new JobId(id), "trace", new byte[200]);
      store.append(List.of(new Append(TOPIC, List.of(job)))).join();
      System.out.println(id);
    }
  }

  private static void move(JobStore store) {
    Random random = new Random();
    while (true) {
      for (HeldJob held : store.dequeue(TOPIC, 20)) {
        switch (random.nextInt(4)) {
          case 0 -> store.release(held);
          case 1 -> store.retry(held, held.job().failed("again"), Instant.EPOCH).join();
          case 2 -> store.bury(held, held.job().failed("dead")).join();
          default -> {}
        }
      }
      store.promoteDue(TOPIC, Instant.EPOCH, 5);
      store.replay(TOPIC, 3);
    }
  }
}
