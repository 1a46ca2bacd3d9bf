package io.pepper.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every job store; each adapter's test extends it. */
public abstract class JobStoreContract {
  protected static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  protected static final TopicId OTHER = TopicId.of("queue1", "topic2");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final AtomicLong IDS = new AtomicLong(1L << 63 | 1L << 50);

  protected JobStore store;

  /** Opens the store under test; what was stored before is there again. */
  protected abstract JobStore open();

  @BeforeEach
  void openStore() {
    store = open();
    store.recover(TOPIC);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected static Job job(String payload) {
    return Job.accepted(new JobId(IDS.getAndIncrement()), "trace", payload.getBytes(UTF_8));
  }

  protected void append(Job... jobs) {
    store.append(List.of(new Append(TOPIC, List.of(jobs)))).join();
  }

  @Test
  void takesJobsInTheOrderTheyWereAppended() {
    Job first = job("a");
    Job second = job("b");
    Job third = job("c");
    append(first, second);
    append(third);

    assertThat(jobs(store.dequeue(TOPIC, 2))).containsExactly(first, second);
    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(third);
    assertThat(store.dequeue(TOPIC, 5)).isEmpty();
  }

  @Test
  void appendsToSeveralTopicsAndTellsHowManyAreReadyInEach() {
    append(job("x"));

    long[] ready =
        store
            .append(
                List.of(
                    new Append(TOPIC, List.of(job("a"), job("b"))),
                    new Append(OTHER, List.of(job("a"), job("b")))))
            .join();

    assertThat(ready).containsExactly(3, 2);
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(3, 0, 0, 0, 0, 0));
    assertThat(store.counts(OTHER)).isEqualTo(new JobCounts(2, 0, 0, 0, 0, 0));
  }

  @Test
  void storesReadyAndDelayedJobsOfSeveralTopicsTogether() {
    append(job("x"));
    List<Job> ready = List.of(job("a"), job("b"));
    Job soon = job("soon");
    Job late = job("late");

    long[] lengths =
        store
            .storeTogether(
                List.of(new Append(TOPIC, ready), new Append(OTHER, ready)),
                List.of(
                    new DelayedJob(OTHER, late, NOW.plusSeconds(9)),
                    new DelayedJob(TOPIC, soon, NOW.plusSeconds(1)),
                    new DelayedJob(OTHER, soon, NOW.plusSeconds(1))))
            .join();

    assertThat(lengths).containsExactly(3, 2);
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(3, 1, 0, 0, 0, 0));
    assertThat(store.counts(OTHER)).isEqualTo(new JobCounts(2, 2, 0, 0, 0, 0));
    assertThat(store.nextDue(OTHER)).contains(NOW.plusSeconds(1));
    assertThat(jobs(store.dequeue(OTHER, 9))).containsExactlyElementsOf(ready);
  }

  @Test
  void storesManyJobsTogetherInOrderBetweenThoseBeforeAndBehind() {
    List<Job> all = new ArrayList<>();
    for (int i = 0; i < 2_502; i++) {
      all.add(job("job " + i));
    }
    store.append(List.of(new Append(TOPIC, all.subList(0, 1))));
    List<Job> together = all.subList(1, 2_501);
    CompletableFuture<long[]> stored =
        store.storeTogether(
            List.of(new Append(TOPIC, together), new Append(OTHER, together)), List.of());
    store.append(List.of(new Append(TOPIC, all.subList(2_501, 2_502)))).join();

    assertThat(stored.join()[1]).isEqualTo(2_500);
    assertThat(jobs(store.dequeue(TOPIC, 3_000))).containsExactlyElementsOf(all);
  }

  @Test
  void storesOnlyDelayedJobsTogether() {
    Job job = job("a");

    assertThat(store.storeTogether(List.of(), List.of(new DelayedJob(TOPIC, job, NOW))).join())
        .isEmpty();
    assertThat(store.promoteDue(TOPIC, NOW, 5)).isOne();
  }

  @Test
  void tellsOfTopicsThatBecomeReadyTogether() {
    Queue<TopicId> told = new ConcurrentLinkedQueue<>();
    store.onReady(told::add);
    List<Job> ready = List.of(job("a"));

    store
        .storeTogether(List.of(new Append(TOPIC, ready), new Append(OTHER, ready)), List.of())
        .join();

    await().untilAsserted(() -> assertThat(told).contains(TOPIC, OTHER));
  }

  @Test
  void keepsEveryByteOfAPayload() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Job odd = Job.accepted(new JobId(IDS.getAndIncrement()), "t", bytes);
    Job empty = job("");
    append(odd, empty);

    assertThat(jobs(store.dequeue(TOPIC, 2))).containsExactly(odd, empty);
  }

  @Test
  void carriesAStandingTakeOutWithPushesUntilItsTakerHasEnough() {
    List<Job> taken = new CopyOnWriteArrayList<>();
    store.placeDequeue(
        TOPIC,
        new WaitingDequeue(
            2,
            held -> {
              taken.addAll(jobs(held));
              return taken.size() < 3;
            }));
    List<Job> four = List.of(job("a"), job("b"), job("c"), job("d"));

    append(four.get(0));
    append(four.get(1), four.get(2), four.get(3));
    append(job("e"));

    assertThat(taken).containsExactlyElementsOf(four.subList(0, 3));
    assertThat(store.recover(TOPIC)).isZero();
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(2, 0, 3, 0, 0, 0));
  }

  @Test
  void tellsOfPushesThatNoStandingTakeTook() {
    Queue<TopicId> told = new ConcurrentLinkedQueue<>();
    store.onReady(told::add);
    store.placeDequeue(TOPIC, new WaitingDequeue(1, held -> true));

    append(job("taken"));
    assertThat(told).isEmpty();
    append(job("taken"), job("left"));

    await().until(() -> told.contains(TOPIC));
  }

  @Test
  void tellsWhoeverEndsAStandingTakeWhatWentWrong() {
    IllegalStateException defect = new IllegalStateException("of the taker");
    WaitingDequeue standing =
        new WaitingDequeue(
            1,
            held -> {
              throw defect;
            });
    store.placeDequeue(TOPIC, standing);
    append(job("a"));

    assertThatThrownBy(standing::end).isSameAs(defect);
    append(job("b"));
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 1, 0, 0, 0));
  }

  @Test
  void doesNotCarryOutAStandingTakeThatHasEnded() {
    WaitingDequeue standing =
        new WaitingDequeue(1, held -> fail("took %s after the end".formatted(held)));
    store.placeDequeue(TOPIC, standing);
    standing.end();

    append(job("a"));

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void losesAndRepeatsNothingWhileStandingTakesComeAndGo() {
    List<Job> pushed = new ArrayList<>();
    List<Job> taken = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> pushes =
        CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 500; i++) {
            Job job = job("job " + i);
            pushed.add(job);
            append(job);
          }
        });

    while (!pushes.isDone()) {
      WaitingDequeue standing = new WaitingDequeue(1, held -> taken.addAll(jobs(held)));
      store.placeDequeue(TOPIC, standing);
      standing.end();
      taken.addAll(jobs(store.dequeue(TOPIC, 1)));
      store.recover(TOPIC);
    }
    pushes.join();
    taken.addAll(jobs(store.dequeue(TOPIC, 500)));

    assertThat(taken).containsExactlyInAnyOrderElementsOf(pushed);
  }

  @Test
  void forgetsACompletedJob() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    assertThat(store.counts(TOPIC).running()).isOne();

    store.complete(held).join();

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 0));
    assertThat(store.recover(TOPIC)).isZero();
  }

  @Test
  void putsAReleasedJobNextInLineUnchanged() {
    Job first = job("a");
    append(first, job("b"));

    store.release(store.dequeue(TOPIC, 1).getFirst());

    assertThat(jobs(store.dequeue(TOPIC, 1))).containsExactly(first);
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 1, 0, 0, 0));
  }

  @Test
  void keepsARetriedJobUntilItsTimeHasCome() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    Job changed = held.job().attemptStarted(NOW).failed("no answer");
    Instant due = NOW.plusSeconds(30);

    store.retry(held, changed, due).join();

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 1, 0, 0, 0, 0));
    assertThat(store.nextDue(TOPIC)).contains(due);
    assertThat(store.promoteDue(TOPIC, due.minusMillis(1), 10)).isZero();
    assertThat(store.promoteDue(TOPIC, due, 10)).isOne();
    assertThat(store.promoteDue(TOPIC, due, 10)).isZero();
    assertThat(store.nextDue(TOPIC)).isEmpty();
    assertThat(jobs(store.dequeue(TOPIC, 1))).containsExactly(changed);
  }

  @Test
  void promotesDelayedJobsEarliestFirstAndNoMoreThanAskedFor() {
    Job late = job("late");
    Job early = job("early");
    Job middle = job("middle");
    store
        .schedule(
            List.of(
                new DelayedJob(TOPIC, late, NOW.plusSeconds(3)),
                new DelayedJob(TOPIC, early, NOW.plusSeconds(1)),
                new DelayedJob(TOPIC, middle, NOW.plusSeconds(2))))
        .join();

    assertThat(store.promoteDue(TOPIC, NOW.plusSeconds(9), 2)).isEqualTo(2);
    assertThat(jobs(store.dequeue(TOPIC, 9))).containsExactly(early, middle);
    assertThat(store.nextDue(TOPIC)).contains(NOW.plusSeconds(3));
  }

  @Test
  void buriesReplaysAndPurgesDeadJobs() {
    List<Job> dead = bury("a", "b", "c", "d");

    assertThat(store.counts(TOPIC).dead()).isEqualTo(4);
    assertThat(store.replay(TOPIC, 1)).isOne();
    Job again = store.dequeue(TOPIC, 1).getFirst().job();
    assertThat(again).isEqualTo(dead.get(0).replayed());

    List<JobId> ids = List.of(dead.get(2).id(), dead.get(0).id(), new JobId(7));
    assertThat(store.replay(TOPIC, ids)).isOne();
    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(dead.get(2).replayed());
    assertThat(store.purgeDead(TOPIC)).isEqualTo(2);
    assertThat(store.purgeDead(TOPIC)).isZero();
    assertThat(store.counts(TOPIC).dead()).isZero();
  }

  @Test
  void replaysAllDeadJobsOldestFirst() {
    List<Job> dead = bury("a", "b", "c");

    assertThat(store.replay(TOPIC, Integer.MAX_VALUE)).isEqualTo(3);
    assertThat(jobs(store.dequeue(TOPIC, 9)))
        .containsExactlyElementsOf(dead.stream().map(Job::replayed).toList());
  }

  @Test
  void addsUpFigures() {
    store.addFigures(TOPIC, 3, 1);
    store.addFigures(TOPIC, 4, 0);

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 0, 0, 0, 7, 1));
  }

  @Test
  void knowsTheJobThatHasWaitedLongest() {
    assertThat(store.oldestReady(TOPIC)).isEmpty();
    Job first = job("a");
    append(first, job("b"));

    assertThat(store.oldestReady(TOPIC)).contains(first);
    store.dequeue(TOPIC, 1);
    assertThat(store.oldestReady(TOPIC).orElseThrow()).isNotEqualTo(first);
  }

  @Test
  void readsManyTopicsAtOnce() {
    List<TopicId> topics =
        IntStream.range(0, 600).mapToObj(i -> TopicId.of("queue1", "many" + i)).toList();
    Job first = job("a");
    Job second = Job.accepted(new JobId(first.id().bits() + (1L << 40)), "trace", new byte[0]);
    store.append(List.of(new Append(topics.get(0), List.of(first, second)))).join();
    store.append(List.of(new Append(topics.get(599), List.of(job("c"))))).join();
    store.dequeue(topics.get(599), 1);

    List<TopicContents> contents = store.contents(topics);

    assertThat(contents.get(0))
        .isEqualTo(
            new TopicContents(
                new JobCounts(2, 0, 0, 0, 0, 0), Optional.of(first.id().acceptedAt())));
    assertThat(contents.get(1))
        .isEqualTo(new TopicContents(new JobCounts(0, 0, 0, 0, 0, 0), Optional.empty()));
    assertThat(contents.get(599).counts()).isEqualTo(new JobCounts(0, 0, 1, 0, 0, 0));
    store.dequeue(topics.get(0), 1);
    assertThat(store.contents(topics.subList(0, 1)).getFirst().oldestReady())
        .contains(second.id().acceptedAt());
  }

  @Test
  void browsesReadyJobsPageByPageWhileTheFirstAreTaken() {
    List<Job> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(job("job " + i));
    }
    append(all.toArray(Job[]::new));

    JobListPage first = store.browse(TOPIC, JobState.READY, Optional.empty(), 10);
    store.dequeue(TOPIC, 5);
    append(job("new"));
    JobListPage second = store.browse(TOPIC, JobState.READY, first.cursor(), 10);

    assertThat(listed(first)).containsExactlyElementsOf(all.subList(0, 10));
    assertThat(listed(second)).containsExactlyElementsOf(all.subList(10, 20));
    JobListPage third = store.browse(TOPIC, JobState.READY, second.cursor(), 10);
    assertThat(third.jobs()).hasSize(6);
    assertThat(third.cursor()).isEmpty();
  }

  @Test
  void browsesDeadJobsNewestFirstWhileMoreAreBuried() {
    List<Job> dead = bury("a", "b", "c", "d");

    JobListPage first = store.browse(TOPIC, JobState.DEAD, Optional.empty(), 2);
    bury("e", "f", "g");
    JobListPage second = store.browse(TOPIC, JobState.DEAD, first.cursor(), 5);

    assertThat(listed(first)).containsExactly(dead.get(3), dead.get(2));
    assertThat(listed(second)).containsExactly(dead.get(1), dead.get(0));
    assertThat(second.cursor()).isEmpty();
  }

  @Test
  void endsAListOfDeadJobsWhoseRestWasReplayedMeanwhile() {
    bury("a", "b", "c");
    JobListPage first = store.browse(TOPIC, JobState.DEAD, Optional.empty(), 2);

    store.replay(TOPIC, 1);

    JobListPage second = store.browse(TOPIC, JobState.DEAD, first.cursor(), 2);
    assertThat(second.jobs()).isEmpty();
    assertThat(second.cursor()).isEmpty();
  }

  @Test
  void browsesScheduledJobsInTheOrderTheyBecomeDueAlsoAtEqualTimes() {
    List<DelayedJob> delayed = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      delayed.add(new DelayedJob(TOPIC, job("job " + i), NOW.plusSeconds(i / 10)));
    }
    store.schedule(delayed).join();

    List<Job> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      JobListPage page = store.browse(TOPIC, JobState.SCHEDULED, cursor, 7);
      assertThat(page.jobs()).allMatch(listed -> listed.due().isPresent());
      seen.addAll(listed(page));
      cursor = page.cursor();
    } while (cursor.isPresent());

    assertThat(seen).containsExactlyElementsOf(delayed.stream().map(DelayedJob::job).toList());
  }

  @Test
  void browsesRunningJobs() {
    append(job("a"), job("b"), job("c"));
    List<Job> running = jobs(store.dequeue(TOPIC, 2));

    JobListPage first = store.browse(TOPIC, JobState.RUNNING, Optional.empty(), 1);
    JobListPage second = store.browse(TOPIC, JobState.RUNNING, first.cursor(), 1);

    assertThat(listed(first)).containsExactly(running.get(0));
    assertThat(listed(second)).containsExactly(running.get(1));
    assertThat(second.cursor()).isEmpty();
  }

  @Test
  void goesOnBehindAnyListedJob() {
    append(job("a"), job("b"), job("c"), job("d"));
    bury("e", "f", "g");
    append(job("h"), job("i"), job("j"));

    for (JobState state : List.of(JobState.READY, JobState.DEAD)) {
      JobListPage all = store.browse(TOPIC, state, Optional.empty(), 10);
      Optional<String> second = Optional.of(all.jobs().get(1).cursor());
      assertThat(store.browse(TOPIC, state, second, 1).jobs()).containsExactly(all.jobs().get(2));
    }
  }

  @Test
  void deletesChosenReadyJobsAndLeavesTheRunningToTheirWorkers() {
    Job running = job("a");
    Job chosen = job("b");
    Job other = job("c");
    append(running, chosen, other);
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();

    List<JobId> ids = List.of(chosen.id(), running.id(), new JobId(7));
    assertThat(store.delete(TOPIC, JobState.READY, ids)).isOne();
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 1, 0, 0, 0));

    store.complete(held).join();
    reopen();
    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(other);
  }

  @Test
  void deletesChosenScheduledJobs() {
    Job chosen = job("a");
    Job other = job("b");
    store
        .schedule(List.of(new DelayedJob(TOPIC, chosen, NOW), new DelayedJob(TOPIC, other, NOW)))
        .join();

    assertThat(store.delete(TOPIC, JobState.SCHEDULED, List.of(chosen.id()))).isOne();
    assertThat(store.delete(TOPIC, JobState.SCHEDULED, List.of(chosen.id()))).isZero();
    reopen();
    store.promoteDue(TOPIC, NOW, 9);
    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(other);
  }

  @Test
  void deletesTheOldestDeadJobsAndChosenOnes() {
    List<Job> dead = bury("a", "b", "c", "d", "e");

    assertThat(store.purgeDead(TOPIC, 2)).isEqualTo(2);
    List<JobId> ids = List.of(dead.get(3).id(), dead.get(0).id());
    assertThat(store.delete(TOPIC, JobState.DEAD, ids)).isOne();
    reopen();

    assertThat(listed(store.browse(TOPIC, JobState.DEAD, Optional.empty(), 9)))
        .containsExactly(dead.get(4), dead.get(2));
    assertThat(store.purgeDead(TOPIC, 9)).isEqualTo(2);
  }

  @Test
  void deletesNoRunningJob() {
    append(job("a"));
    Job running = store.dequeue(TOPIC, 1).getFirst().job();

    assertThatThrownBy(() -> store.delete(TOPIC, JobState.RUNNING, List.of(running.id())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.counts(TOPIC).running()).isOne();
  }

  @Test
  void keepsTheLatestFailureOfAJob() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    Job failed =
        held.job().attemptStarted(NOW).failed("why".repeat(9_000), "500", Duration.ofMillis(1234));
    store.bury(held, failed).join();
    reopen();

    assertThat(listed(store.browse(TOPIC, JobState.DEAD, Optional.empty(), 9)))
        .containsExactly(failed);
  }

  /** Opens the store again, as after a restart. */
  private void reopen() {
    store.close();
    store = open();
    store.recover(TOPIC);
  }

  @Test
  void refusesACursorItDidNotGive() {
    for (JobState state : JobState.values()) {
      assertThatThrownBy(() -> store.browse(TOPIC, state, Optional.of("bogus"), 10))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bogus");
    }
  }

  @Test
  void recoversWhatItHeldWhenItStopped() {
    Job first = job("a");
    Job second = job("b");
    append(first, second, job("c"));
    store.complete(store.dequeue(TOPIC, 3).getLast()).join();

    store.close();
    store = open();
    store.recover(TOPIC);

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(2, 0, 0, 0, 0, 0));
    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(first, second);
  }

  @Test
  void leavesJobsThatAreStillHeldAloneWhenItRecovers() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();

    assertThat(store.recover(TOPIC)).isZero();

    assertThat(store.dequeue(TOPIC, 1)).isEmpty();
    store.complete(held).join();
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 0));
  }

  @Test
  void keepsEverythingOverARestart() {
    append(job("ready"));
    store.schedule(List.of(new DelayedJob(TOPIC, job("later"), NOW))).join();
    bury("dead");
    store.addFigures(TOPIC, 2, 1);

    store.close();
    store = open();
    store.recover(TOPIC);

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 1, 0, 1, 2, 1));
  }

  @Test
  void keepsJobsApartThatAreDueTogetherAndWereScheduledBeforeAndAfterARestart() {
    schedule(NOW.plusSeconds(86_400));
    schedule(NOW);
    schedule(NOW);

    store.close();
    store = open();
    store.recover(TOPIC);
    schedule(NOW);

    assertThat(store.counts(TOPIC).scheduled()).isEqualTo(4);
  }

  private void schedule(Instant due) {
    store.schedule(List.of(new DelayedJob(TOPIC, job("at " + due), due))).join();
  }

  @Test
  void accountsForEveryJobExactlyOnceAfterManyThreadsMovedThemAtRandom() throws Exception {
    RandomOperations moves = new RandomOperations(store, TOPIC, 3_000);

    Set<JobId> appended = moves.run();

    assertThat(moves.seenAtTheEnd()).doesNotHaveDuplicates();
    assertThat(new HashSet<>(moves.seenAtTheEnd())).isEqualTo(appended);
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 0));
  }

  @Test
  void saysWhatItIsAndThatItServes() {
    store.check();

    assertThat(store.describe()).isNotBlank().doesNotContain("\n");
  }

  protected List<Job> bury(String... payloads) {
    List<Job> dead = new ArrayList<>();
    for (String payload : payloads) {
      append(job(payload));
    }
    for (HeldJob held : store.dequeue(TOPIC, payloads.length)) {
      Job changed = held.job().attemptStarted(NOW).failed("broken");
      store.bury(held, changed).join();
      dead.add(changed);
    }
    return dead;
  }

  protected static List<Job> jobs(List<HeldJob> held) {
    return held.stream().map(HeldJob::job).toList();
  }

  protected static List<Job> listed(JobListPage page) {
    return page.jobs().stream().map(ListedJob::job).toList();
  }
}
