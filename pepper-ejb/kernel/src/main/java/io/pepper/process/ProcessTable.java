package io.pepper.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The processes of this machine at one moment, as Linux shows them under {@code /proc}; those that
 * have ended and wait for their parent are left out. Immutable.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final long KERNEL = 2;

  /**
   * One process.
   *
   * @param session the process that began the session it is in
   */
  record ProcessEntry(long pid, long parent, long session) {}

  private final Map<Long, ProcessEntry> entries;

  private ProcessTable(Map<Long, ProcessEntry> entries) {
    this.entries = entries;
  }

  /** Returns whether this system has such a table. */
  static boolean isReadable() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** Reads the table as it is now; a few milliseconds for some hundred processes. */
  static ProcessTable read() {
    return read(pid -> true);
  }

  /** Reads only those processes whose ids are wanted. */
  static ProcessTable read(LongPredicate wanted) {
    String[] names = PROC.toFile().list();
    if (names == null) {
      throw new IllegalStateException("cannot read " + PROC);
    }
    Map<Long, ProcessEntry> entries = new HashMap<>();
    byte[] buffer = new byte[512];
    for (String name : names) {
      if (Character.isDigit(name.charAt(0)) && wanted.test(Long.parseLong(name))) {
        entry(name, buffer).ifPresent(entry -> entries.put(entry.pid, entry));
      }
    }
    return new ProcessTable(entries);
  }

  boolean holds(long pid) {
    return entries.containsKey(pid);
  }

  Collection<ProcessEntry> all() {
    return entries.values();
  }

  /**
   * Returns those whose environment, as it was when their program began, holds all of these.
   *
   * @param marks such as {@code NAME=value}
   */
  List<ProcessEntry> marked(List<String> marks) {
    List<ProcessEntry> found = new ArrayList<>();
    for (ProcessEntry entry : entries.values()) {
      if (entry.pid != KERNEL && entry.parent != KERNEL && isMarked(entry.pid, marks)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static boolean isMarked(long pid, List<String> marks) {
    try {
      String environment =
          "\0" + new String(Files.readAllBytes(PROC.resolve(pid + "/environ")), ISO_8859_1) + "\0";
      return marks.stream().allMatch(mark -> environment.contains("\0" + mark + "\0"));
    } catch (IOException e) {
      // Gone by now, or another user's, which no process of ours can be without being root.
      return false;
    }
  }

  /** Reads {@code pid (name) state parent group session …}; the name may hold anything. */
  private static Optional<ProcessEntry> entry(String pid, byte[] buffer) {
    try (InputStream stat = new FileInputStream("/proc/" + pid + "/stat")) {
      int length = stat.readNBytes(buffer, 0, buffer.length);
      String text = new String(buffer, 0, Math.max(0, length), ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", 5);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended
          ? Optional.empty()
          : Optional.of(
              new ProcessEntry(
                  Long.parseLong(pid), Long.parseLong(fields[1]), Long.parseLong(fields[3])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
