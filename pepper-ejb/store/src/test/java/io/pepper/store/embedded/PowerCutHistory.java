package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.embedded.log.JobCursor;
import io.pepper.store.embedded.log.StoredJobList;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A history of changes by chance, the same for the same seed, on a disk whose power is cut. What
 * was committed must be there after the next start, in order; of what was under way a first part
 * may be.
 */
final class PowerCutHistory {
  private static final List<TopicId> TOPICS =
      List.of(TopicId.of("queue1", "a"), TopicId.of("queue1", "b"), TopicId.of("queue2", "c"));
  private static final int SEGMENT_BYTES = 12 << 10;
  private static final int MANY_JOBS = 40;

  private final SimulatedDisk disk;
  private final Random random;
  private final String name;

  /** The states that a start may find: the committed one, and those after it. */
  private final List<String> possible = new ArrayList<>(List.of(""));

  private LateExecutor housekeeping;
  private TopicJobsTable topics;
  private long lastId;

  PowerCutHistory(SimulatedDisk disk, long seed) {
    this.disk = disk;
    this.random = new Random(seed);
    this.name = "seed " + seed;
  }

  /** Starts, and checks what is there. */
  void start() throws IOException {
    housekeeping = new LateExecutor(random);
    topics = new TopicJobsTable(disk, SEGMENT_BYTES, housekeeping);
    String found = all();
    assertThat(found).as(name).isIn(possible);
    possible.clear();
    possible.add(found);
  }

  /** Makes so many commits; a power cut ends it. */
  void change(int commits) throws IOException {
    for (int i = 0; i < commits; i++) {
      housekeeping.runSome();
      topics.log().arrive();
      for (int change = random.nextInt(1, 6); change > 0; change--) {
        move(topics.of(TOPICS.get(random.nextInt(TOPICS.size()))));
        possible.add(all());
      }
      topics.commit(true);
      topics.publish();
      String last = possible.getLast();
      possible.clear();
      possible.add(last);
    }
  }

  /** Makes so many commits, of which some may fail without an end of the process. */
  void changeDespiteFailures(int commits) throws IOException {
    for (int i = 0; i < commits; i++) {
      try {
        change(1);
      } catch (IOException e) {
        topics.abandon();
        housekeeping.runAll();
        topics.ensureOpen();
        topics.commit(true);
        topics.publish();
        String found = all();
        assertThatNothingIsLost(found);
        possible.clear();
        possible.add(found);
      }
    }
  }

  /** After a failed commit each job must be as in one of the states. */
  private void assertThatNothingIsLost(String found) {
    Set<String> everywhere = new HashSet<>(jobs(possible.getFirst()));
    Set<String> anywhere = new HashSet<>();
    for (String state : possible) {
      everywhere.retainAll(jobs(state));
      anywhere.addAll(jobs(state));
    }
    assertThat(jobs(found)).as(name).containsAll(everywhere);
    assertThat(anywhere).as(name).containsAll(jobs(found));
  }

  private static List<String> jobs(String state) {
    return List.of(state.split("[/|]+"));
  }

  /** Makes one change that belongs to one frame. */
  private void move(TopicJobs jobs) throws IOException {
    int kinds = jobs.lists().ready().size() > MANY_JOBS ? 9 : 16;
    switch (random.nextInt(kinds)) {
      case 0 -> jobs.schedule(job(), Instant.ofEpochMilli(random.nextInt(1_000)));
      case 1 -> {
        for (HeldJob held : jobs.dequeue(1)) {
          jobs.retry(held, held.job().failed("no"), Instant.ofEpochMilli(random.nextInt(1_000)));
        }
      }
      case 2 -> {
        for (HeldJob held : jobs.dequeue(1)) {
          jobs.bury(held, held.job().failed("no"));
        }
      }
      case 3 -> jobs.promoteDue(Instant.ofEpochMilli(700), 1);
      case 4 -> jobs.replay(1);
      case 5 -> {
        if (random.nextInt(3) == 0) {
          jobs.purgeDead(1);
        }
      }
      case 6, 7, 8 -> {
        for (HeldJob held : jobs.dequeue(1)) {
          jobs.complete(held);
        }
      }
      default -> jobs.append(List.of(job()));
    }
  }

  private Job job() {
    byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? 3_000 : 300)];
    random.nextBytes(payload);
    return Job.accepted(new JobId(++lastId), "trace", payload);
  }

  private String all() throws IOException {
    StringBuilder all = new StringBuilder();
    for (TopicId topic : TOPICS) {
      TopicJobs jobs = topics.of(topic);
      list(jobs, jobs.lists().ready(), all);
      list(jobs, jobs.lists().scheduled(), all);
      list(jobs, jobs.lists().dead(), all);
    }
    return all.toString().matches("[/|]*") ? "" : all.toString();
  }

  private static void list(TopicJobs jobs, StoredJobList list, StringBuilder all)
      throws IOException {
    long count = 0;
    for (JobCursor place = list.from(Long.MIN_VALUE, 0); place.hasJob(); place.advance()) {
      Job job = jobs.log().jobs().at(place);
      all.append(place.time()).append(' ').append(job.id().bits()).append(' ');
      all.append(Arrays.hashCode(job.payload())).append(job.parked()).append('/');
      count++;
    }
    assertThat(list.size()).isEqualTo(count);
    all.append('|');
  }
}
