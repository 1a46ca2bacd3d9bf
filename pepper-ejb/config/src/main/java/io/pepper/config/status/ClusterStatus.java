package io.pepper.config.status;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.coordination.membership.MembershipListener;
import io.pepper.coordination.membership.MembershipTerms;
import io.pepper.coordination.membership.NodeMembership;
import jakarta.json.JsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The nodes that receive configuration from any server. Those of this server are shown as they are
 * now; those of others as they were at most some 2 seconds ago. A server that is alone writes
 * nothing. Safe for any number of threads.
 */
public final class ClusterStatus implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ClusterStatus.class.getName());
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

  private static final Comparator<NodeStatus> ORDER =
      Comparator.comparing(NodeStatus::node)
          .thenComparing(NodeStatus::server)
          .thenComparing(NodeStatus::hostname);

  private final Coordination coordination;
  private final String server;
  private final LocalNodes local;
  private final NodeMembership<StatusMember> membership;
  private final StatusReporter reporter;
  private final PeriodicTask task;

  /**
   * Creates it; {@link #start} begins to report.
   *
   * @param server this server's name
   * @param home the name of this installation
   * @param timeToLive after which the reports of a server that died are gone; at least 2 s
   * @param local the nodes of this server
   */
  public ClusterStatus(
      Coordination coordination,
      String server,
      String home,
      Duration timeToLive,
      LocalNodes local) {
    this.coordination = coordination;
    this.server = server;
    this.local = local;
    membership =
        new NodeMembership<>(
            coordination,
            new MembershipTerms(
                "the status of configuration", server, StatusKeys.server(server), home, timeToLive),
            StatusMember.at(home),
            new MembershipListener<>() {});
    reporter = new StatusReporter(coordination, server, local);
    task =
        PeriodicTask.every(
            Threads.virtual("pepper-config-status"), REPORT_INTERVAL, this::reportOnce);
  }

  /** Starts to report, if there can be other servers at all. */
  public void start() {
    if (coordination.isShared()) {
      task.start();
    }
  }

  /** Reports what has changed since the last time. */
  void reportOnce() {
    if (membership.check()) {
      membership.current().map(MembershipLease::lease).ifPresent(reporter::report);
    }
  }

  /**
   * Returns the nodes of a domain, in the order of their ids.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if the others cannot be read
   */
  public List<NodeStatus> of(DomainName domain) {
    List<NodeStatus> all = new ArrayList<>(local.of(domain));
    if (coordination.isShared()) {
      coordination.list(StatusKeys.of(domain)).entries().forEach(entry -> add(entry, domain, all));
    }
    all.sort(ORDER);
    return all;
  }

  private void add(Entry entry, DomainName domain, List<NodeStatus> all) {
    String[] place = entry.key().substring(StatusKeys.of(domain).length()).split("/");
    if (place[0].equals(server)) {
      return;
    }
    try {
      all.addAll(StatusReport.read(place[0], entry.value()));
    } catch (JsonException | ClassCastException | NullPointerException e) {
      LOG.log(Level.WARNING, "{0} is passed over: it is no report ({1})", entry.key(), e);
    }
  }

  /** Ends the reports; those of this server are gone then. */
  @Override
  public void close() {
    task.close();
    membership.close();
  }
}
