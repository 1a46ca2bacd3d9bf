package io.pepper.cron.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this node a member: joins, notices by its own clock when the lease is lost, says so before
 * the others can know, and joins again under a new life. One platform thread of its own, since
 * noticing must not depend on how busy the carriers of virtual threads are.
 */
public final class CronMembership implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CronMembership.class.getName());
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** What a membership tells; all of it must be quick. */
  public interface Changes {
    void joined(MembershipLease standing);

    /** Nothing of this life may go on. */
    void lost(MembershipLease standing);

    /** Told several times a second, whatever happens: by a thread that depends on nothing. */
    void looked();
  }

  private final Coordination coordination;
  private final String node;
  private final Set<String> tags;
  private final String home;
  private final Duration timeToLive;
  private final Changes changes;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile MembershipLease standing;
  private String lastProblem = "";
  private boolean isFirst = true;
  private Thread keeper;

  /**
   * @param home tells this installation of the node from any other that goes by its name
   * @param timeToLive how long the node may be out of touch before others take it for dead
   */
  public CronMembership(
      Coordination coordination,
      String node,
      Set<String> tags,
      String home,
      Duration timeToLive,
      Changes changes) {
    this.coordination = coordination;
    this.node = node;
    this.tags = Set.copyOf(tags);
    this.home = home;
    this.timeToLive = timeToLive;
    this.changes = changes;
  }

  public void open() {
    keeper = Thread.ofPlatform().name("pepper-cron-member").daemon().start(this::keep);
  }

  /** Empty while this node is no member: it may start nothing then. */
  public Optional<MembershipLease> standing() {
    return Optional.ofNullable(standing).filter(MembershipLease::isHeld);
  }

  private void keep() {
    try {
      Duration pause = Duration.ZERO;
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = look();
        changes.looked();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a JVM that ends.
      Thread.currentThread().interrupt();
    }
  }

  private Duration look() {
    MembershipLease present = standing;
    if (present == null) {
      return join() ? LOOK : RETRY;
    }
    if (!present.isHeld()) {
      standing = null;
      LOG.log(
          Level.WARNING,
          "node {0} was out of touch with the coordination for {1} s: it gives up its runs and"
              + " joins anew",
          node,
          timeToLive.toSeconds());
      // Not revoked: the runs say themselves when they have ended.
      changes.lost(present);
      return Duration.ZERO;
    }
    return LOOK;
  }

  private boolean join() {
    Lease lease = null;
    try {
      Optional<Entry> holder = coordination.get(CronKeys.node(node));
      if (holder.filter(entry -> !isMine(entry)).isPresent()) {
        problem(
            "another node goes by the name '%s': cron waits until it is gone; set pepper.node"
                .formatted(node));
        return false;
      }
      lease = coordination.grant(timeToLive);
      CronMember member = new CronMember(node, UUID.randomUUID().toString(), tags, home);
      Optional<Long> revision =
          coordination.compareAndPut(
              CronKeys.node(node),
              holder.map(Entry::revision).orElse(0L),
              member.toBytes(),
              Optional.of(lease));
      if (revision.isPresent()) {
        lastProblem = "";
        holder.filter(former -> isFirst).ifPresent(this::clearAfter);
        isFirst = false;
        standing = new MembershipLease(member, revision.get(), lease);
        changes.joined(standing);
        return true;
      }
    } catch (CoordinationUnavailableException e) {
      problem("cron cannot join and tries again: " + e.getMessage());
    }
    release(lease);
    return false;
  }

  /** A former life in the same place is certainly over: this one has its data folder. */
  private boolean isMine(Entry entry) {
    try {
      return CronMember.read(node, entry.value()).home().equals(home);
    } catch (JsonException | ClassCastException e) {
      return false;
    }
  }

  /**
   * A life that ended with its process: what that left running is ended by now, so nobody has to
   * wait for the lease.
   */
  private void clearAfter(Entry former) {
    String life = CronMember.read(node, former.value()).life();
    coordination.list(CronKeys.RUNNING).entries().stream()
        .filter(entry -> isOf(life, entry))
        .forEach(entry -> coordination.delete(entry.key()));
  }

  private static boolean isOf(String life, Entry run) {
    try {
      return ValueJson.read(run.value()).getString("member", "").equals(life);
    } catch (JsonException e) {
      return false;
    }
  }

  private void problem(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.log(Level.WARNING, problem);
    }
  }

  private static void release(Lease lease) {
    if (lease != null) {
      lease.close();
    }
  }

  /** Leaves: the others know at once. */
  @Override
  public void close() {
    closing.countDown();
    if (keeper != null) {
      try {
        keeper.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    MembershipLease last = standing;
    standing = null;
    if (last != null) {
      release(last.lease());
    }
  }
}
