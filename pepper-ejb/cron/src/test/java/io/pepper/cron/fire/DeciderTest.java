package io.pepper.cron.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.ClusterFixture;
import io.pepper.cron.cluster.JobCompletions;
import io.pepper.cron.cluster.SlotState;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules, at instants of our choice. A minute is 12:00 to 12:01. */
class DeciderTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final JobName PARENT = new JobName("parent");
  private static final JobName OTHER = new JobName("other");

  private final Map<JobName, JobCompletions> completions = new HashMap<>();
  private SlotState slot = SlotState.NEW;
  private Optional<JobName> excluder = Optional.empty();
  private Instant floor = Instant.EPOCH;

  private static Instant at(double seconds) {
    return NOON.plusMillis((long) (seconds * 1000));
  }

  /** Defined at noon. */
  private static CronJob job(String fields) {
    String document = "{" + fields + ",\"run\":{\"type\":\"command\",\"command\":[\"true\"]}}";
    return JobDocument.read(
        new JobName("job"),
        Json.createReader(new StringReader(document.replace('\'', '"'))).readObject(),
        Optional.empty(),
        NOON);
  }

  private Decision decide(CronJob job, Instant now) {
    return new Decider(
            job,
            slot,
            now,
            floor,
            excluder,
            name -> completions.getOrDefault(name, JobCompletions.NONE))
        .decide();
  }

  private void decided(CronJob job, Instant nominal, long runs) {
    slot =
        ClusterFixture.claimed(
            slot, new Claim(nominal, runs, job.epoch(), Map.of(), Optional.empty()));
  }

  private void running(int count) {
    slot = ClusterFixture.running(slot, count, NOON);
  }

  private static void assertTakes(Decision decision, Instant nominal) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Start.class,
            take -> {
              assertThat(take.nominal()).isEqualTo(nominal);
              assertThat(take.claim().nominal()).isEqualTo(nominal);
            });
  }

  private static Decision.Skip leftOut(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Skip.class);
    return (Decision.Skip) decision;
  }

  @Test
  void nothingIsDueBeforeTheFirstOccurrence() {
    assertThat(decide(job("'schedule':'@every 10s'"), at(9.999)))
        .isEqualTo(Decision.Idle.until(at(10)));
  }

  @Test
  void anOccurrenceIsTakenWhenItIsDueAndOnlyOnce() {
    CronJob job = job("'schedule':'@every 10s'");
    assertTakes(decide(job, at(10)), at(10));
    decided(job, at(10), 1);
    assertThat(decide(job, at(10))).isEqualTo(Decision.Idle.until(at(20)));
  }

  @Test
  void occurrencesWithinTheToleranceAllRun() {
    CronJob job = job("'schedule':'@every 1s','overlap':'allow','tolerance':'PT10S'");
    decided(job, at(5), 5);
    assertTakes(decide(job, at(9.5)), at(6));
  }

  @ParameterizedTest
  @CsvSource({"15.9, take", "16.1, leave"})
  void whatIsLaterThanTheToleranceWasMissed(double now, String expected) {
    CronJob job = job("'schedule':'@every 5s','tolerance':'PT11S'");
    Decision decision = decide(job, at(now));
    if (expected.equals("take")) {
      assertTakes(decision, at(5));
    } else {
      assertThat(leftOut(decision).claim().nominal()).isEqualTo(at(5));
    }
  }

  @Test
  void missedOnesAreLeftOutTogether() {
    CronJob job = job("'schedule':'@every 1s','tolerance':'PT2S'");
    decided(job, at(3), 3);
    Decision.Skip left = leftOut(decide(job, at(60)));
    assertThat(left.first()).isEqualTo(at(4));
    assertThat(left.claim().nominal()).isEqualTo(at(58));
    assertThat(left.claim().runs()).isEqualTo(3);
    assertThat(left.why()).startsWith("missed");
  }

  @Test
  void onceMakesUpForAllByTheLast() {
    CronJob job = job("'schedule':'@every 1s','tolerance':'PT2S','misfire':'once'");
    decided(job, at(3), 3);
    assertTakes(decide(job, at(60)), at(58));
  }

  @Test
  void allMakesUpForEachInOrder() {
    CronJob job = job("'schedule':'@every 1s','tolerance':'PT2S','misfire':'all'");
    decided(job, at(3), 3);
    assertTakes(decide(job, at(60)), at(4));
    decided(job, at(4), 4);
    running(1);
    assertThat(decide(job, at(60))).isInstanceOf(Decision.Held.class);
  }

  @Test
  void beyondTheWindowNothingIsMadeUpFor() {
    CronJob job =
        job("'schedule':'@every 1s','tolerance':'PT2S','misfire':'all','misfireWindow':'PT30S'");
    decided(job, at(3), 3);
    Decision.Skip left = leftOut(decide(job, at(60)));
    assertThat(left.claim().nominal()).isEqualTo(at(30));
    assertThat(left.why()).contains("too long ago");
  }

  @Test
  void aWeekOfSecondsIsDecidedAtOnce() {
    CronJob job = job("'schedule':'@every 100ms','tolerance':'PT1S'");
    Instant now = NOON.plus(Duration.ofDays(3650));
    assertThat(leftOut(decide(job, now)).claim().nominal()).isEqualTo(now.minusSeconds(1));
  }

  @Test
  void skipLeavesOutWhatComesWhileARunIsUnderWay() {
    CronJob job = job("'schedule':'@every 1s','overlap':'skip'");
    decided(job, at(1), 1);
    running(1);
    assertThat(leftOut(decide(job, at(2))).why()).contains("still under way");
  }

  @Test
  void queueWaitsHoweverLongTheRunTakes() {
    CronJob job = job("'schedule':'@every 1m','overlap':'queue','tolerance':'PT5S'");
    decided(job, at(60), 1);
    running(1);
    assertThat(decide(job, at(3600))).isInstanceOf(Decision.Held.class);
    slot = ClusterFixture.freed(slot, at(3600));
    assertTakes(decide(job, at(3601)), at(120));
  }

  @Test
  void moreThanAHundredDoNotWait() {
    CronJob job = job("'schedule':'@every 1s','overlap':'queue'");
    decided(job, at(0), 0);
    running(1);
    assertThat(decide(job, at(100))).isInstanceOf(Decision.Held.class);
    assertThat(leftOut(decide(job, at(101))).claim().nominal()).isEqualTo(at(1));
  }

  @Test
  void allowHasALimit() {
    CronJob job = job("'schedule':'@every 1s','overlap':'allow'");
    running(Decider.MAX_OVERLAPPING - 1);
    assertTakes(decide(job, at(1)), at(1));
    running(Decider.MAX_OVERLAPPING);
    assertThat(leftOut(decide(job, at(1))).why()).contains("64 runs");
  }

  @Test
  void replaceKillsAndThenTakesTheLatest() {
    CronJob job = job("'schedule':'@every 1s','overlap':'replace'");
    decided(job, at(1), 1);
    running(1);
    assertThat(decide(job, at(2)))
        .isInstanceOfSatisfying(
            Decision.Replace.class, replace -> assertThat(replace.runs()).hasSize(1));
    assertThat(leftOut(decide(job, at(3))).claim().nominal()).isEqualTo(at(2));
    slot = ClusterFixture.freed(slot, at(2.5));
    assertTakes(decide(job, at(2.6)), at(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"queue", "allow", "replace", "skip"})
  void nothingStartsBesideAJobThatExcludesIt(String overlap) {
    CronJob job = job("'schedule':'@every 1s','overlap':'" + overlap + "'");
    excluder = Optional.of(OTHER);
    Decision decision = decide(job, at(1));
    if (overlap.equals("queue") || overlap.equals("replace")) {
      assertThat(decision).isInstanceOf(Decision.Held.class);
    } else {
      assertThat(leftOut(decision).why()).contains("other");
    }
  }

  @Test
  void aJobEndsAfterItsRuns() {
    CronJob job = job("'schedule':'@every 1s','maxRuns':2");
    decided(job, at(2), 2);
    assertThat(decide(job, at(3))).isEqualTo(Decision.Idle.FOR_EVER);
  }

  @Test
  void aNewEpochCountsAnew() {
    CronJob job = job("'schedule':'@every 1s','maxRuns':2");
    slot = ClusterFixture.claimed(slot, new Claim(at(2), 2, 77, Map.of(), Optional.empty()));
    assertTakes(decide(job, at(3)), at(3));
  }

  @Test
  void occurrencesKeepWithinStartAndEnd() {
    CronJob job =
        job(
            "'schedule':'@every 10s','startAt':'2026-03-02T12:00:20Z','endAt':'2026-03-02T12:00:40Z'");
    assertThat(decide(job, at(10))).isEqualTo(Decision.Idle.until(at(20)));
    decided(job, at(20), 1);
    assertTakes(decide(job, at(30)), at(30));
    decided(job, at(30), 2);
    assertThat(decide(job, at(40))).isEqualTo(Decision.Idle.FOR_EVER);
  }

  @Test
  void pausedJobsAndWhatWasDueMeanwhileDoNotRun() {
    CronJob paused = job("'schedule':'@every 10s','misfire':'all'").withPaused(true, at(5));
    assertThat(decide(paused, at(30))).isEqualTo(Decision.Idle.FOR_EVER);
    CronJob resumed = paused.withPaused(false, at(35));
    assertThat(decide(resumed, at(36))).isEqualTo(Decision.Idle.until(at(40)));
  }

  @Test
  void whatWasDueDuringMaintenanceIsNotMadeUpFor() {
    floor = at(35);
    assertThat(decide(job("'schedule':'@every 10s','misfire':'all'"), at(36)))
        .isEqualTo(Decision.Idle.until(at(40)));
  }

  @Test
  void aLoopStartsAtOnceAndThenAfterItsPause() {
    CronJob job = job("'schedule':'@loop 5s'");
    assertTakes(decide(job, at(1)), at(0));
    decided(job, at(0), 1);
    running(1);
    assertThat(decide(job, at(60))).isEqualTo(Decision.Idle.FOR_EVER);
    slot = ClusterFixture.freed(slot, at(60));
    assertThat(decide(job, at(61))).isEqualTo(Decision.Idle.until(at(65)));
    assertTakes(decide(job, at(66)), at(65));
  }

  @Test
  void aFollowerTakesWhatCompletedSinceItsLastRun() {
    CronJob job = job("'after':{'jobs':['parent'],'on':'success'}");
    completions.put(PARENT, new JobCompletions(7, 0, at(-100), Instant.EPOCH, 0, false));
    Decision.Skip adopted = leftOut(decide(job, at(1)));
    assertThat(adopted.why()).isEmpty();
    slot = ClusterFixture.claimed(slot, adopted.claim());
    assertThat(decide(job, at(2))).isEqualTo(Decision.Idle.FOR_EVER);
    completions.put(PARENT, new JobCompletions(8, 0, at(3), Instant.EPOCH, 0, false));
    assertTakes(decide(job, at(4)), at(3));
  }

  @Test
  void aFollowerOfSuccessDoesNotHearOfFailures() {
    CronJob job = job("'after':{'jobs':['parent'],'on':'success'}");
    slot = ClusterFixture.claimed(slot, leftOut(decide(job, at(1))).claim());
    completions.put(PARENT, new JobCompletions(0, 3, at(3), Instant.EPOCH, 0, false));
    assertThat(decide(job, at(4))).isEqualTo(Decision.Idle.FOR_EVER);
  }

  @Test
  void jitterPutsOffByTheSameTimeOnEveryNode() {
    CronJob job = job("'schedule':'@every 1m','jitter':'PT30S','tolerance':'PT1M'");
    Decision.Idle one = (Decision.Idle) decide(job, at(0));
    assertThat(one.next().orElseThrow()).isBetween(at(60), at(90));
    assertThat(decide(job, at(1))).isEqualTo(one);
    assertTakes(decide(job, at(95)), at(60));
  }
}
