package io.pepper.config.status;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The writer of this server's reports, which end with its lease. Only those that differ from the
 * last time are written. For one thread.
 */
final class StatusReporter {
  private static final Logger LOG = System.getLogger(StatusReporter.class.getName());

  private static final Comparator<NodeStatus> ORDER =
      Comparator.comparing(NodeStatus::node)
          .thenComparing(NodeStatus::hostname)
          .thenComparing(NodeStatus::peer)
          .thenComparing(NodeStatus::since);

  private final Coordination coordination;
  private final String server;
  private final LocalNodes local;
  private final Map<String, byte[]> written = new HashMap<>();
  private long lease;

  StatusReporter(Coordination coordination, String server, LocalNodes local) {
    this.coordination = coordination;
    this.server = server;
    this.local = local;
  }

  /** Writes what differs from the last time; after a failure the next run tries again. */
  void report(Lease present) {
    if (present.id() != lease) {
      written.clear();
      lease = present.id();
    }
    Map<String, byte[]> reports = reports();
    try {
      for (Map.Entry<String, byte[]> report : reports.entrySet()) {
        if (!Arrays.equals(report.getValue(), written.get(report.getKey()))) {
          put(report.getKey(), report.getValue(), present);
        }
      }
      Set<String> gone = new HashSet<>(written.keySet());
      gone.removeAll(reports.keySet());
      for (String key : gone) {
        coordination.commit(Transaction.unconditional().delete(key));
        written.remove(key);
      }
    } catch (CoordinationUnavailableException e) {
      LOG.log(
          Level.DEBUG, "the nodes of this server are told to others later: {0}", e.getMessage());
    }
  }

  private void put(String key, byte[] report, Lease present) {
    Put put = new Put(report, Optional.of(present));
    coordination.commit(new Transaction(Map.of(), Map.of(key, put), Set.of()));
    written.put(key, report);
  }

  private Map<String, byte[]> reports() {
    Map<String, byte[]> reports = new HashMap<>();
    for (DomainName domain : local.domains()) {
      List<NodeStatus> nodes = local.of(domain).stream().sorted(ORDER).toList();
      List<byte[]> values = StatusReport.write(nodes);
      for (int i = 0; i < values.size(); i++) {
        reports.put(StatusKeys.report(domain, server, i), values.get(i));
      }
    }
    return reports;
  }
}
