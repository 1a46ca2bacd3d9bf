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
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.runner.Runners;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * This node as a part of the cluster: its membership, its view, its scheduler and the runs that it
 * carries. Safe for any number of threads.
 */
public final class CronNode {
  /**
   * The node as the other nodes know it, and its limits.
   *
   * @param node its name
   * @param tags the tags of the jobs it runs
   * @param home what distinguishes this installation of the node from any other of its name
   * @param timeToLive how long it may be out of touch before others take it for dead
   * @param maxRuns the number of runs at a time
   */
  public record NodeIdentity(
      String node, Set<String> tags, String home, Duration timeToLive, int maxRuns) {}

  /** The parts of the application that the node works with. */
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

  public CronNode(NodeIdentity identity, Services services) {
    Relay relay = new Relay();
    Clock clock = services.clock();
    view = new ClusterView(services.coordination(), clock, relay);
    cluster = new Cluster(services.coordination(), view);
    runs =
        new ActiveRuns(
            new ActiveRuns.RunServices(
                services.runners(),
                services.outputs(),
                services.history(),
                services.alerts(),
                cluster,
                services.jobs(),
                clock),
            identity.maxRuns());
    membership =
        new CronMembership(
            services.coordination(),
            identity.node(),
            identity.tags(),
            identity.home(),
            identity.timeToLive(),
            relay);
    cleanup = new OrphanedStateCleanup(view, cluster, services.jobs());
    lostRuns =
        new LostRunDetector(
            view,
            services.jobs(),
            services.history(),
            services.alerts(),
            clock,
            identity.timeToLive());
    scheduler =
        new Scheduler(
            membership,
            services.timer(),
            new SlotEvaluation.EvaluationServices(
                services.jobs(),
                view,
                cluster,
                runs,
                services.history(),
                services.alerts(),
                clock));
    relay.scheduler = scheduler;
  }

  /** Follows the cluster from now on, joins it, and starts what is due. */
  public void start() {
    view.open();
    membership.open();
    scheduler.wake();
  }

  /** Evaluates the slots that are due; called when the timer ends. Does not block. */
  public void wake() {
    scheduler.wake();
  }

  /** Evaluates the slots of a job that was defined or changed. Does not block. */
  public void jobChanged(JobName name) {
    scheduler.jobChanged(name);
  }

  /** Ends the runs of a job that was removed. Does not block. */
  public void jobRemoved(JobName name) {
    runs.stopJob(name, "the job was removed");
  }

  /** Records what runs have printed, and runs that were lost. For every second; blocks shortly. */
  public void recordOutputs() {
    runs.recordOutputs();
    lostRuns.recordLost();
  }

  /** Finds lost runs that no node has noticed. For every half minute; blocks. */
  public void findLostRuns() {
    lostRuns.findEnded();
  }

  /** Deletes the state of removed jobs. For every half minute; blocks. */
  public void cleanUpOrphanedState() {
    cleanup.cleanUp();
  }

  public ClusterView view() {
    return view;
  }

  public Cluster cluster() {
    return cluster;
  }

  /** Returns whether a node of this name takes part, as far as this one knows. */
  public boolean isMember(String name) {
    return view.members().stream().anyMatch(member -> member.node().equals(name));
  }

  /** Returns the slots of a job as far as nodes that are up carry its tag. */
  public List<Slot> slots(CronJob job) {
    return NodeOrder.slots(job, view.members());
  }

  /** Returns the present membership; empty while this node is no member. */
  public Optional<MembershipLease<CronMember>> standing() {
    return membership.standing();
  }

  /** Returns the number of runs that this node carries now. */
  public int runs() {
    return runs.size();
  }

  /** Returns the number of slots whose next instant this node knows. */
  public int scheduledSlots() {
    return scheduler.scheduledSlots();
  }

  /**
   * Stops the scheduler, lets runs end within the grace, ends the others, and leaves the cluster.
   *
   * @throws InterruptedException if interrupted; nothing has been left then
   */
  public void stop(Duration grace) throws InterruptedException {
    scheduler.close();
    runs.close(grace);
    membership.close();
    view.close();
  }

  /** The receiver of events of parts that are made before the scheduler. */
  private final class Relay implements ClusterListener, CronMembership.IncarnationListener {
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
    public boolean looked() {
      return scheduler.checkTimer();
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
    public void decided(Slot slot, LastDecision decision) {
      lostRuns.decided(slot, decision);
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
