package io.pepper.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A process and all that it brought about: its descendants, its session, and any process that
 * carries its marks in the environment. On other systems than Linux only descendants can be found.
 * Used by one thread at a time.
 *
 * <p>Nothing else can be hit: a session counts only while it is certain whose it is, and each
 * process is told from a later one of the same id by when it began.
 */
public final class ProcessTree {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final boolean TABLE = ProcessTable.isReadable();
  private static final boolean SESSIONS = TABLE && Files.isExecutable(SETSID);
  private static final SharedProcessTable SHARED_TABLE = new SharedProcessTable();
  private static final Duration SHORT_RUN = Duration.ofSeconds(1);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

  private final List<String> marks;

  /** The members seen so far, by id: they stay members when their parent ends. */
  private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

  /** The sessions that members began, by the id of the process that did. */
  private final Set<Long> sessions = new HashSet<>();

  private ProcessTree(List<String> marks) {
    this.marks = List.copyOf(marks);
  }

  /** Returns the command that starts this one in a session of its own, where that is possible. */
  public static List<String> inOwnSession(List<String> command) {
    if (!SESSIONS) {
      return command;
    }
    List<String> line = new ArrayList<>(command);
    line.add(0, SETSID.toString());
    return line;
  }

  /**
   * Returns the tree of a process.
   *
   * @param leader started by {@link #inOwnSession}
   * @param marks entries of its environment such as {@code NAME=value}, all of which only its own
   *     processes have; none if there are no such
   */
  public static ProcessTree of(Process leader, List<String> marks) {
    ProcessTree tree = new ProcessTree(marks);
    tree.add(leader.toHandle());
    if (SESSIONS) {
      tree.sessions.add(leader.pid());
    }
    return tree;
  }

  /** Returns the tree of a leader that is not known any more, by its marks. */
  public static ProcessTree marked(List<String> marks) {
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("without a mark this would be every process there is");
    }
    return new ProcessTree(marks);
  }

  /** Returns the members that live; the leader, if it does, comes first. */
  public List<ProcessHandle> members() {
    if (TABLE) {
      refresh(SHARED_TABLE.fresh());
    } else {
      List.copyOf(seen.values()).stream().flatMap(ProcessHandle::descendants).forEach(this::add);
    }
    seen.values().removeIf(each -> !each.isAlive());
    return List.copyOf(seen.values());
  }

  /**
   * Returns whether the session of a leader that has ended is certainly empty. After a short life
   * only the processes that began after it are read.
   *
   * @param lasted at least from the leader's beginning to its end
   */
  public static boolean isSessionEmpty(Process leader, Duration lasted) {
    if (!SESSIONS) {
      return true;
    }
    ProcessTable table =
        lasted.compareTo(SHORT_RUN) < 0
            ? ProcessTable.read(ProcessIds.after(leader.pid()))
            : SHARED_TABLE.fresh();
    return table.all().stream().noneMatch(each -> each.session() == leader.pid());
  }

  /**
   * Asks all members to end (TERM), and kills those that have not at the end of the grace.
   *
   * @param hurry asked again and again; true ends the grace
   * @return those that cannot be ended; they hang in the kernel, or have another owner
   */
  public List<ProcessHandle> end(Duration grace, BooleanSupplier hurry) {
    List<ProcessHandle> first = members();
    first.forEach(ProcessHandle::destroy);
    await(grace, hurry, new HashSet<>(first));
    return kill();
  }

  /**
   * Kills all members and those they start in the meantime; waits until they are gone, at most 5
   * seconds.
   *
   * @return those that are not
   */
  public List<ProcessHandle> kill() {
    PollingPause pause = new PollingPause(KILL_TIMEOUT);
    List<ProcessHandle> living = members();
    while (!living.isEmpty()) {
      living.forEach(ProcessHandle::destroyForcibly);
      if (!pause.sleep()) {
        break;
      }
      living = members();
    }
    pause.restoreInterrupt();
    return living;
  }

  private void refresh(ProcessTable table) {
    seen.values().removeIf(each -> !table.holds(each.pid()) || !each.isAlive());
    // An id stays taken while its session has members: nobody else can have got it meanwhile.
    sessions.removeIf(session -> table.holds(session) && !seen.containsKey(session));
    Set<Long> sure = new HashSet<>(seen.keySet());
    if (!marks.isEmpty()) {
      table.marked(marks).forEach(each -> sure.add(each.pid()));
    }
    ProcessGroup group = new ProcessGroup(table, sure, sessions);
    sessions.addAll(group.sessions());
    group.members().stream().map(ProcessHandle::of).flatMap(Optional::stream).forEach(this::add);
  }

  private void add(ProcessHandle member) {
    seen.putIfAbsent(member.pid(), member);
  }

  private void await(Duration grace, BooleanSupplier hurry, Set<ProcessHandle> asked) {
    PollingPause pause = new PollingPause(grace);
    while (!hurry.getAsBoolean() && !pause.isInterrupted() && pause.sleep()) {
      List<ProcessHandle> living = members();
      if (living.isEmpty()) {
        break;
      }
      living.stream()
          .filter(each -> isOrphan(each) && asked.add(each))
          .forEach(ProcessHandle::destroy);
    }
    pause.restoreInterrupt();
  }

  /**
   * Returns whether its parent is no member seen before. Such a process most likely began while its
   * parent was asked to end; one that a living member starts then is part of how it ends, and is
   * left alone.
   */
  private boolean isOrphan(ProcessHandle member) {
    return member.parent().map(parent -> !seen.containsKey(parent.pid())).orElse(true);
  }
}
