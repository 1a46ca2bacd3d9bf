package io.pepper.cron.fire;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.ClusterListener;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.CronMembership;
import io.pepper.cron.cluster.LastDecision;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.target.Runners;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * This node as a part of the cluster: a member, with a view, an agenda and the runs it carries.
 * Safe for any number of threads.
 */
public final class CronNode {
  /**
   * @param node its name
   * @param tags of the jobs it runs
   * @param home tells this installation of the node from any other that goes by its name
   * @param timeToLive how long it may be out of touch before others take it for dead
   * @param mostRuns at a time
   */
  public record Identity(
      String node, Set<String> tags, String home, Duration timeToLive, int maxRuns) {}

  /** What the node works with. */
  public record Services(
      Coordination coordination,
      JobDirectory jobs,
      History history,
      AlertSink alerts,
      Runners runners,
      OutputFiles outputs,
      WakeupTimer timer,
      Clock clock) {}

  private final ClusterView view;
  private final Cluster cluster;
  private final CronMembership membership;
  private final ActiveRuns runs;
  private final LostRunDetector lostRuns;
  private final OrphanedStateCleanup cleanup;
  private final Scheduler scheduler;

  public CronNode(Identity identity, Services around) {
    Relay relay = new Relay();
    Clock clock = around.clock();
    view = new ClusterView(around.coordination(), clock, relay);
    cluster = new Cluster(around.coordination(), view);
    runs =
        new ActiveRuns(
            new ActiveRuns.RunServices(
                around.runners(),
                around.outputs(),
                around.history(),
                around.alerts(),
                cluster,
                around.jobs(),
                clock),
            identity.maxRuns());
    membership =
        new CronMembership(
            around.coordination(),
            identity.node(),
            identity.tags(),
            identity.home(),
            identity.timeToLive(),
            relay);
    cleanup = new OrphanedStateCleanup(view, cluster, around.jobs());
    lostRuns =
        new LostRunDetector(
            view, around.jobs(), around.history(), around.alerts(), clock, identity.timeToLive());
    scheduler =
        new Scheduler(
            membership,
            around.timer(),
            new SlotEvaluation.EvaluationServices(
                around.jobs(), view, cluster, runs, around.history(), around.alerts(), clock));
    relay.scheduler = scheduler;
  }

  /** Begins to follow the cluster, joins it, and starts what is due. */
  public void start() {
    view.open();
    membership.open();
    scheduler.wake();
  }

  /** Where the alarm arrives. Does not block. */
  public void wake() {
    scheduler.wake();
  }

  /** A job was defined or changed. Does not block. */
  public void jobChanged(JobName name) {
    scheduler.jobChanged(name);
  }

  /** A job is no more: its runs are ended. Does not block. */
  public void jobRemoved(JobName name) {
    runs.stopJob(name, "the job was removed");
  }

  /** Once a second or so; blocks for a moment. */
  public void recordOutputs() {
    runs.recordOutputs();
    lostRuns.recordLost();
  }

  /** Every now and then; blocks. */
  public void findLostRuns() {
    lostRuns.findEnded();
  }

  /** Every now and then; blocks. */
  public void cleanUpOrphanedState() {
    cleanup.cleanUp();
  }

  public ClusterView view() {
    return view;
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Whether a node of this name takes part, as far as this one has heard. */
  public boolean isMember(String name) {
    return view.members().stream().anyMatch(member -> member.node().equals(name));
  }

  /** Empty while this node is no member. */
  public Optional<MembershipLease<CronMember>> standing() {
    return membership.standing();
  }

  /** Runs that this node carries now. */
  public int runs() {
    return runs.size();
  }

  /** Slots on this node's agenda. */
  public int scheduledSlots() {
    return scheduler.scheduledSlots();
  }

  /**
   * Starts nothing any more, lets runs end within the grace, ends the others, leaves the cluster.
   *
   * @throws InterruptedException if interrupted; nothing has been left then
   */
  public void stop(Duration grace) throws InterruptedException {
    scheduler.close();
    runs.close(grace);
    membership.close();
    view.close();
  }

  /** Passes on what the parts tell that are made before the scheduler. */
  private final class Relay implements ClusterListener, CronMembership.Changes {
    private Scheduler scheduler;

    @Override
    public void joined(MembershipLease<CronMember> standing) {
      scheduler.joined();
    }

    @Override
    public void lost(MembershipLease<CronMember> standing) {
      runs.membershipLost(standing);
    }

    @Override
    public void looked() {
      scheduler.checkTimer();
    }

    @Override
    public void slotChanged(Slot slot) {
      scheduler.slotChanged(slot);
    }

    @Override
    public void runsChanged(JobName job) {
      scheduler.runsChanged(job);
    }

    @Override
    public void completed(JobName job) {
      scheduler.completed(job);
    }

    @Override
    public void stopRequested(String run, String why) {
      runs.stop(run, why);
    }

    @Override
    public void decided(Slot slot, LastDecision trace) {
      lostRuns.decided(slot, trace);
    }

    @Override
    public void memberEnded(CronMember member) {
      lostRuns.ended(member.incarnation());
    }

    @Override
    public void maintenanceChanged() {
      scheduler.maintenanceChanged();
    }
  }
}
