package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.store.embedded.SimulatedDisk.Left;
import io.pepper.store.embedded.SimulatedDisk.PowerCut;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The log on a disk that loses what was not forced. */
class PowerCutTest {
  private static final int COMMITS = 70;
  private static final int COMMITS_LATER = 5;
  private static final Duration RANDOM = Duration.ofSeconds(5);

  @Test
  void keepsWhatWasCommittedWhereverThePowerIsCut() throws IOException {
    SimulatedDisk whole = new SimulatedDisk();
    PowerCutHistory history = new PowerCutHistory(whole, 1);
    history.start();
    history.change(COMMITS);
    assertThat(whole.checkpoints()).as("checkpoints").isGreaterThan(2);
    assertThat(whole.copies()).as("copies").isPositive();
    assertThat(whole.freed()).as("freed segments").isGreaterThan(1);
    for (long call = 1; call <= whole.calls(); call++) {
      cut(1, call, Left.SOME);
      cut(1, call, Left.values()[(int) (call % Left.values().length)]);
    }
  }

  @Test
  void keepsWhatWasCommittedInHistoriesByChance() throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < RANDOM.toNanos()) {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      cut(seed, random.nextInt(1, 1_000), Left.values()[random.nextInt(Left.values().length)]);
    }
  }

  @Test
  void keepsWhatWasCommittedWhicheverCallFails() throws IOException {
    SimulatedDisk whole = new SimulatedDisk();
    PowerCutHistory history = new PowerCutHistory(whole, 2);
    history.start();
    history.change(COMMITS);
    for (long call = 1; call <= whole.calls(); call++) {
      fail(call, call % 2 == 0);
    }
  }

  private static void fail(long call, boolean isDone) {
    SimulatedDisk disk = new SimulatedDisk();
    PowerCutHistory history = new PowerCutHistory(disk, 2);
    try {
      history.start();
      disk.failAt(call, isDone);
      history.changeDespiteFailures(COMMITS);
      disk.powerOn(Left.NOTHING, new Random(call));
      history.start();
    } catch (IOException | AssertionError | RuntimeException e) {
      throw new AssertionError("failed call %d, %s: %s".formatted(call, isDone, e), e);
    }
  }

  private static void cut(long seed, long call, Left left) throws IOException {
    SimulatedDisk disk = new SimulatedDisk();
    Random random = new Random(call);
    PowerCutHistory history = new PowerCutHistory(disk, seed);
    disk.cutAt(call);
    try {
      history.start();
      history.change(COMMITS);
    } catch (PowerCut expected) {
      // What is left is shown by the next start.
    } catch (IOException | AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d, cut at %d, %s: %s".formatted(seed, call, left, e), e);
    }
    try {
      for (int life = 0; life < 2; life++) {
        disk.powerOn(left, random);
        history.start();
        if (life == 0) {
          disk.cutAt(random.nextInt(1, 60));
        }
        try {
          history.change(COMMITS_LATER);
        } catch (PowerCut again) {
          // The last life shows what is left.
        }
      }
      disk.powerOn(Left.NOTHING, random);
      history.start();
    } catch (IOException | AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d, cut at %d, %s: %s".formatted(seed, call, left, e), e);
    }
  }
}
