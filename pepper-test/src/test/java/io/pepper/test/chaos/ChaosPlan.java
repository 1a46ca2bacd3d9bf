package io.pepper.test.chaos;

import io.pepper.test.chaos.Disturbance.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What happens when, by chance. Never to all nodes at once, but for {@link Kind#ALL_DOWN}. */
final class ChaosPlan {
  private final ChaosCluster cluster;
  private final Random random;
  private final List<Kind> ofOneNode = new ArrayList<>();

  ChaosPlan(ChaosCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
    EnumSet.allOf(Kind.class).stream().filter(Kind::isOfOneNode).forEach(ofOneNode::add);
    if (cluster.cannotCut().isPresent()) {
      ofOneNode.remove(Kind.CUT_OFF);
    }
  }

  /** Each once, in any order, some together; no longer than needed to lose a lease. */
  void oneOfEach() throws InterruptedException {
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> alone(Kind.ETCD_KILLED, seconds(1, 1)));
    steps.add(() -> alone(Kind.ETCD_AWAY, seconds(14, 16)));
    steps.add(() -> alone(Kind.ALL_DOWN, seconds(5, 8)));
    List<Kind> kinds = new ArrayList<>(ofOneNode);
    Collections.shuffle(kinds, random);
    for (int i = 0; i < kinds.size(); i += 2) {
      List<Kind> pair = kinds.subList(i, Math.min(i + 2, kinds.size()));
      steps.add(() -> together(pair, 12, 15));
    }
    Collections.shuffle(steps, random);
    for (Runnable step : steps) {
      Thread.sleep(seconds(3, 5));
      step.run();
    }
    // What was held up by the last step has to be over before everything is paused.
    Thread.sleep(seconds(20, 20));
  }

  /** Anything, again and again, and in the middle everything down. */
  void goOnFor(Duration duration) throws InterruptedException {
    Instant end = Instant.now().plus(duration);
    Instant middle = Instant.now().plus(duration.dividedBy(2));
    boolean allWereDown = false;
    while (Instant.now().isBefore(end)) {
      Thread.sleep(seconds(8, 16));
      if (!allWereDown && Instant.now().isAfter(middle)) {
        allWereDown = true;
        alone(Kind.ALL_DOWN, seconds(30, 30));
      } else {
        anything();
      }
    }
    Thread.sleep(seconds(20, 20));
  }

  private void anything() {
    int what = random.nextInt(10);
    if (what == 0) {
      alone(Kind.ETCD_KILLED, seconds(1, 1));
    } else if (what == 1) {
      alone(Kind.ETCD_AWAY, seconds(20, 20));
    } else {
      List<Kind> kinds = new ArrayList<>();
      for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
        kinds.add(ofOneNode.get(random.nextInt(ofOneNode.size())));
      }
      together(kinds, 3, 25);
    }
  }

  private void alone(Kind kind, Duration duration) {
    try {
      cluster.disturb(kind, -1, duration);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Of different nodes at once; a wire may be cut for longer than a node is frozen. */
  private void together(List<Kind> kinds, int least, int most) {
    List<Integer> nodes = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(nodes, random);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        Kind kind = kinds.get(i);
        int node = nodes.get(i);
        Duration duration =
            kind == Kind.CUT_OFF && most > 20
                ? seconds(least + 2, most + 15)
                : seconds(least, most);
        all.add(
            threads.submit(() -> {
              cluster.disturb(kind, node, duration);
              return kind;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Duration seconds(int least, int most) {
    return Duration.ofMillis(random.nextLong(least * 1000L, most * 1000L + 1));
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted in the middle of the chaos", e);
  }
}
