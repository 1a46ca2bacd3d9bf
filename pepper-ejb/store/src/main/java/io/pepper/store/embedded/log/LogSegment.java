package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.RunIndex;
import io.pepper.store.embedded.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A segment in use and the runs in it. Used by the one thread of the log. */
final class LogSegment {
  private final Segment segment;
  private final List<SortedRun> runs = new ArrayList<>();
  private int living;
  private boolean isSealed;
  private RunIndex index;
  private boolean isCopied;

  LogSegment(Segment segment) {
    this.segment = segment;
  }

  Segment segment() {
    return segment;
  }

  /** Returns the runs in the order of their first jobs, those without living jobs too. */
  List<SortedRun> runs() {
    return runs;
  }

  /** Returns the runs as an index says them; for any thread once the segment is sealed. */
  List<RunIndex.Listed> listed() {
    List<RunIndex.Listed> listed = new ArrayList<>();
    for (SortedRun run : runs) {
      StoredJobList list = run.list();
      listed.add(
          new RunIndex.Listed(
              list.topic().number(), list.state(), list.isScheduled(), run.entries()));
    }
    return listed;
  }

  /** Returns the number of jobs that were not removed. */
  int living() {
    return living;
  }

  void added(int jobs) {
    living += jobs;
  }

  void removed() {
    living--;
  }

  /** Returns the number of jobs, removed ones included. */
  long count() {
    long count = 0;
    for (SortedRun run : runs) {
      count += run.count();
    }
    return count;
  }

  /** Returns whether nothing more is written into it. */
  boolean isSealed() {
    return isSealed;
  }

  void seal() {
    isSealed = true;
  }

  /** Returns whether its entries are read from its index. */
  boolean isIndexed() {
    return index != null;
  }

  void indexed(RunIndex written) {
    index = written;
  }

  /** Closes the index, if there is one. */
  void close() throws IOException {
    if (index != null) {
      index.close();
    }
  }

  /** Returns whether its living jobs are being copied to another segment. */
  boolean isCopied() {
    return isCopied;
  }

  void copied(boolean isNow) {
    isCopied = isNow;
  }
}
