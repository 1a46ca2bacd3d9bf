package io.pepper.cron.cluster;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.ValueJson;
import io.pepper.coordination.membership.MemberFormat;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.coordination.membership.MembershipListener;
import io.pepper.coordination.membership.MembershipTerms;
import io.pepper.coordination.membership.NodeMembership;
import jakarta.json.JsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * This node's membership of cron, checked by a platform thread of its own, since noticing a lost
 * lease must not depend on how busy the carriers of virtual threads are.
 */
public final class CronMembership implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CronMembership.class.getName());
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** The interval at which there is neither a lease to lose nor a timer to be late. */
  private static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);

  /** A listener for changes of the membership; all of it must be quick. */
  public interface IncarnationListener {
    void joined(MembershipLease<CronMember> standing);

    /** Ends all work of this incarnation. */
    void lost(MembershipLease<CronMember> standing);

    /**
     * Checks the timer: called several times a second while it is set, by a thread that depends on
     * nothing.
     *
     * @return whether the timer is set
     */
    boolean looked();
  }

  private final Coordination coordination;
  private final String node;
  private final IncarnationListener changes;
  private final NodeMembership<CronMember> membership;
  private final PeriodicTask task =
      PeriodicTask.of(Threads.platform("pepper-cron-member"), Duration.ZERO, this::check);

  /**
   * @param home the name of this installation of the node, unlike that of any other node of its
   *     name
   * @param timeToLive the time for which the node may be out of touch before others take it for
   *     dead
   */
  public CronMembership(
      Coordination coordination,
      String node,
      Set<String> tags,
      String home,
      Duration timeToLive,
      IncarnationListener changes) {
    this.coordination = coordination;
    this.node = node;
    this.changes = changes;
    this.membership =
        new NodeMembership<>(
            coordination,
            new MembershipTerms("cron", node, CronKeys.node(node), home, timeToLive),
            new Format(node, Set.copyOf(tags), home),
            new Incarnations());
  }

  public void open() {
    task.start();
  }

  /** Returns the present membership; empty while this node is no member and may start nothing. */
  public Optional<MembershipLease<CronMember>> standing() {
    return membership.current();
  }

  private Duration check() {
    boolean isMember = membership.check();
    boolean isTimerSet = changes.looked();
    if (!isMember) {
      return RETRY_INTERVAL;
    }
    return isTimerSet || coordination.isShared() ? CHECK_INTERVAL : IDLE_INTERVAL;
  }

  /**
   * Deletes the runs of an incarnation that ended with its process. What that left running has
   * ended, so that no node has to wait for the lease.
   */
  private void deleteRunsOf(String incarnation) {
    coordination.list(CronKeys.RUNNING).entries().stream()
        .filter(entry -> isOf(incarnation, entry))
        .forEach(entry -> coordination.delete(entry.key()));
  }

  private static boolean isOf(String incarnation, Entry run) {
    try {
      return ValueJson.read(run.value()).getString("member", "").equals(incarnation);
    } catch (JsonException e) {
      return false;
    }
  }

  /** Leaves: the other nodes know at once. */
  @Override
  public void close() {
    task.close();
    membership.close();
  }

  private record Format(String node, Set<String> tags, String home)
      implements MemberFormat<CronMember> {
    @Override
    public CronMember create(String incarnation) {
      return new CronMember(node, incarnation, tags, home);
    }

    @Override
    public CronMember read(byte[] value) {
      return CronMember.read(node, value);
    }
  }

  private final class Incarnations implements MembershipListener<CronMember> {
    @Override
    public void replaced(CronMember former) {
      deleteRunsOf(former.incarnation());
    }

    @Override
    public void joined(MembershipLease<CronMember> joined) {
      changes.joined(joined);
    }

    @Override
    public void lost(MembershipLease<CronMember> lost) {
      LOG.log(
          Level.WARNING,
          "node {0} was out of touch with the coordination for longer than its lease: it gives up"
              + " its runs and joins anew",
          node);
      changes.lost(lost);
    }
  }
}
