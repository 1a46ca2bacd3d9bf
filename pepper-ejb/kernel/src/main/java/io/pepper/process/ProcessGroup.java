package io.pepper.process;

import io.pepper.process.ProcessTable.ProcessEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The processes that belong together, by one process table. Never this JVM itself. */
final class ProcessGroup {
  private static final long SELF = ProcessHandle.current().pid();

  private final Collection<ProcessEntry> all;
  private final Set<Long> members = new HashSet<>();
  private final Set<Long> sessions;

  /**
   * Creates the group of these processes and sessions.
   *
   * @param members ids of processes that surely belong to it
   * @param sessions all of whose processes do
   */
  ProcessGroup(ProcessTable table, Set<Long> members, Set<Long> sessions) {
    this.all = table.all();
    this.sessions = new HashSet<>(sessions);
    this.members.addAll(members);
    this.members.remove(SELF);
    grow();
  }

  Set<Long> members() {
    return members;
  }

  /** Returns the sessions that members began. */
  Set<Long> sessions() {
    return sessions;
  }

  private void grow() {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcessEntry each : all) {
        if (belongs(each)) {
          members.add(each.pid());
          grown = true;
        }
        if (each.pid() == each.session() && members.contains(each.pid())) {
          grown |= sessions.add(each.session());
        }
      }
    }
  }

  private boolean belongs(ProcessEntry each) {
    return each.pid() != SELF
        && !members.contains(each.pid())
        && (members.contains(each.parent()) || sessions.contains(each.session()));
  }
}
