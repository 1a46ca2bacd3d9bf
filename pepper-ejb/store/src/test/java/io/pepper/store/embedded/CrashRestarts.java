package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.mvstore.MVMap;

/**
 * Restarts of one file of jobs on a {@link CrashingDisk}, each with its changes and its end: an
 * orderly one, or a crash at any moment. Committed changes are there after the next start.
 */
final class CrashRestarts {
  private static final List<TopicId> TOPICS =
      List.of(TopicId.of("queue1", "a"), TopicId.of("queue1", "b"), TopicId.of("queue2", "c"));
  private static final int MANY = 60;

  private final Path path;
  private final Random random;
  private final long seed;
  private final int longest;
  private Map<String, String> committed = new HashMap<>();

  /** What is committed at the moment: there or not. */
  private Map<String, String> underWay = committed;

  private long lastId;

  CrashRestarts(Path folder, long seed) {
    this.path = folder.resolve("jobs.mv");
    this.seed = seed;
    this.random = new Random(seed);
    this.longest = random.nextInt(4) == 0 ? 120 : 25;
  }

  void live() {
    CrashingDisk.format();
    int lives = random.nextInt(3, 15);
    for (int life = 1; life <= lives; life++) {
      try {
        liveOnce(life);
      } catch (CrashingDisk.Death expected) {
        // The next life shows what is left.
      } catch (RuntimeException e) {
        if (!CrashingDisk.isDead()) {
          throw new AssertionError("seed %d, life %d: %s".formatted(seed, life, e), e);
        }
      }
      CrashingDisk.revive();
    }
  }

  private void liveOnce(int life) {
    int end = random.nextInt(10);
    if (end == 0) {
      dieWithin(4);
    }
    int retention = random.nextBoolean() ? 0 : 500;
    TopicJobsTable shelves =
        new TopicJobsTable(() -> new JobFile(path, CrashingDisk.SCHEME + ":", retention));
    try {
      Map<String, String> found = all(shelves);
      if (!found.equals(underWay)) {
        assertThat(found).as("seed %d, life %d", seed, life).isEqualTo(committed);
      }
      committed = found;
      underWay = found;
      int commits = random.nextInt(longest);
      if (end < 5) {
        dieWithin(3 * commits + 3);
      }
      for (int i = 0; i < commits; i++) {
        change(shelves);
      }
      if (end == 5) {
        dieWithin(4);
      }
    } catch (RuntimeException | Error e) {
      shelves.abandon();
      throw e;
    }
    if (end < 5) {
      shelves.abandon();
    } else {
      shelves.close();
    }
  }

  private void dieWithin(int calls) {
    CrashingDisk.dieAt(random.nextInt(1, calls + 1), random.nextInt(120));
  }

  private void change(TopicJobsTable shelves) {
    for (int i = random.nextInt(6) == 0 ? MANY : 4; i > 0; i--) {
      move(shelves.of(TOPICS.get(random.nextInt(TOPICS.size()))));
    }
    underWay = all(shelves);
    shelves.commit(true);
    committed = underWay;
    if (random.nextInt(5) == 0) {
      shelves.tidy();
    }
  }

  private void move(TopicJobs shelf) {
    switch (random.nextInt(12)) {
      case 0 -> shelf.schedule(job(), Instant.ofEpochMilli(random.nextInt(1_000)));
      case 1 -> shelf.dequeue(5).forEach(held -> shelf.retry(held, changed(held), Instant.EPOCH));
      case 2 -> shelf.dequeue(3).forEach(held -> shelf.bury(held, changed(held)));
      case 3 -> shelf.dequeue(4).forEach(shelf::complete);
      case 4 -> shelf.promoteDue(Instant.ofEpochMilli(500), 5);
      case 5 -> shelf.replay(3);
      case 6 -> shelf.addFigures(1, 2);
      case 7 -> {
        if (random.nextInt(20) == 0) {
          shelf.deadJobs().purge(random.nextBoolean() ? 3 : Long.MAX_VALUE);
        }
      }
      case 8 -> {
        if (random.nextInt(5) == 0) {
          shelf.dequeue(Integer.MAX_VALUE).forEach(shelf::complete);
        }
      }
      default -> shelf.append(new byte[][] {job()});
    }
  }

  private byte[] job() {
    byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? 20_000 : 300)];
    random.nextBytes(payload);
    return JobJson.write(Job.accepted(new JobId(++lastId), "trace", payload));
  }

  private static byte[] changed(HeldJob held) {
    return JobJson.write(held.job().failed("no"));
  }

  private static Map<String, String> all(TopicJobsTable shelves) {
    Map<String, String> all = new HashMap<>();
    for (TopicId topic : TOPICS) {
      TopicJobs shelf = shelves.of(topic);
      put(all, topic + " ready ", shelf.ready());
      put(all, topic + " scheduled ", shelf.scheduledJobs().map());
      put(all, topic + " dead ", shelf.deadJobs().map());
      if (shelf.counts().succeeded() > 0) {
        all.put(topic + " figures", shelf.counts().succeeded() + " " + shelf.counts().failed());
      }
    }
    return all;
  }

  private static void put(Map<String, String> all, String list, MVMap<?, byte[]> jobs) {
    jobs.forEach((place, job) -> all.put(list + place, job.length + "/" + Arrays.hashCode(job)));
  }
}
