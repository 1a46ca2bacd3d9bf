package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.RunEntries;
import io.pepper.store.embedded.index.RunIndex;
import io.pepper.store.embedded.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Runs of one list that become one run of a copy: those of ready and dead jobs that follow each
 * other, all of scheduled ones. Planned and adopted by the thread of the log, copied by another.
 */
final class CopiedRun {
  /** One of the runs, and which of its jobs were removed when the copy was planned. */
  private static final class SourceRun {
    private final SortedRun run;
    private final int place;
    private final long[] removed;
    private RunEntries entries;
    private int position;

    SourceRun(SortedRun run, int place) {
      this.run = run;
      this.place = place;
      this.removed = run.removed().clone();
    }

    boolean isRemoved(int ordinal) {
      int word = ordinal >> 6;
      return word < removed.length && (removed[word] >>> ordinal & 1) != 0;
    }

    boolean hasNext() throws IOException {
      while (position < entries.count() && isRemoved(entries.ordinal(position))) {
        position++;
      }
      return position < entries.count();
    }
  }

  private final StoredJobList list;
  private final TopicLists topic;
  private final List<SourceRun> sources;
  private StoredJobList copy;
  private LogSegment target;
  private SourceRun current;
  private int[] copiedFrom = {};
  private int[] copiedOrdinals = {};
  private int count;

  private CopiedRun(StoredJobList list, List<SourceRun> sources) {
    this.list = list;
    this.topic = list.topic().withoutJobs();
    this.sources = sources;
  }

  /** Returns the runs that copies of these segments will have. */
  static List<CopiedRun> of(List<LogSegment> segments) {
    List<SourceRun> all = new ArrayList<>();
    for (LogSegment segment : segments) {
      for (int i = 0; i < segment.runs().size(); i++) {
        if (segment.runs().get(i).living() > 0) {
          all.add(new SourceRun(segment.runs().get(i), i));
        }
      }
    }
    all.sort(
        Comparator.comparingInt((SourceRun source) -> source.run.list().topic().number())
            .thenComparingInt(source -> source.run.list().state())
            .thenComparingInt(source -> source.run.list().runs().indexOf(source.run)));
    List<CopiedRun> runs = new ArrayList<>();
    SourceRun before = null;
    for (SourceRun source : all) {
      if (before != null && belongTogether(before.run, source.run)) {
        runs.getLast().sources.add(source);
      } else {
        runs.add(new CopiedRun(source.run.list(), new ArrayList<>(List.of(source))));
      }
      before = source;
    }
    return runs;
  }

  private static boolean belongTogether(SortedRun one, SortedRun next) {
    StoredJobList list = next.list();
    return one.list() == list
        && (list.isScheduled() || list.runs().indexOf(next) == list.runs().indexOf(one) + 1);
  }

  TopicLists topic() {
    return topic;
  }

  /**
   * Opens the entries for the thread that copies.
   *
   * @return how many bytes the copy takes at most
   */
  long open(Map<LogSegment, RunIndex> indexes, StoredJobReader reader) throws IOException {
    long bytes = LogRecords.maxLength(topic.id());
    for (SourceRun source : sources) {
      RunIndex index = indexes.get(source.run.segment());
      if (index == null) {
        throw new IOException("an index is gone: " + source.run.segment().segment().path());
      }
      source.entries = index.runs().get(source.place).entries();
    }
    while (next()) {
      reader.fetch(segment(), offset());
      bytes += reader.length();
      current.position++;
    }
    sources.forEach(source -> source.position = 0);
    return bytes;
  }

  /** Begins to copy into a segment. */
  void begin(LogSegment segment) {
    target = segment;
    copy = topic.list(list.state());
    copy.seal();
  }

  /** Goes to the next job; returns whether there is one. */
  boolean next() throws IOException {
    current = null;
    for (SourceRun source : sources) {
      if (source.hasNext() && (current == null || isEarlier(source, current))) {
        current = source;
        if (!list.isScheduled()) {
          break;
        }
      }
    }
    return current != null;
  }

  private static boolean isEarlier(SourceRun one, SourceRun other) throws IOException {
    return RunEntries.compare(
            one.entries.time(one.position),
            one.entries.sequence(one.position),
            other.entries.time(other.position),
            other.entries.sequence(other.position))
        < 0;
  }

  Segment segment() {
    return current.run.segment().segment();
  }

  int offset() throws IOException {
    return current.entries.offset(current.position);
  }

  /** Returns whether no job was copied yet. */
  boolean isAtFirst() {
    return count == 0;
  }

  /** Notes where the job was copied to. */
  void copied(int offset) throws IOException {
    int at = current.position;
    copy.add(target, current.entries.time(at), current.entries.sequence(at), offset);
    if (count == copiedFrom.length) {
      copiedFrom = Arrays.copyOf(copiedFrom, Math.max(16, 2 * count));
      copiedOrdinals = Arrays.copyOf(copiedOrdinals, copiedFrom.length);
    }
    copiedFrom[count] = sources.indexOf(current);
    copiedOrdinals[count] = current.entries.ordinal(at);
    count++;
    current.position++;
  }

  private boolean isRemovedSince(int index) {
    return sources.get(copiedFrom[index]).run.isRemoved(copiedOrdinals[index]);
  }

  /** Returns how many of the copied jobs were removed meanwhile. */
  int removedSince() {
    int removed = 0;
    for (int i = 0; i < count; i++) {
      removed += isRemovedSince(i) ? 1 : 0;
    }
    return removed;
  }

  /** Adds the run to its list, and records which of its jobs were removed meanwhile. */
  void adopt(LogSegment adopted, RunEntries entries, LogRecords records, LogState log)
      throws IOException {
    SortedRun run = new SortedRun(list, adopted, entries);
    adopted.runs().add(run);
    boolean isNamed = list.topic().namedIn() == log.active();
    for (int i = 0; i < count; i++) {
      if (isRemovedSince(i)) {
        if (!isNamed) {
          records.topic(list.topic());
          list.topic().namedIn(log.active());
          isNamed = true;
        }
        records.removed(list, entries.time(i), entries.sequence(i));
        run.remove(entries.ordinal(i));
      }
    }
    if (run.living() > 0) {
      list.addSealed(run);
    }
  }
}
