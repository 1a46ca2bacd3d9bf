package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.ChunkCache;
import io.pepper.store.embedded.index.RunIndex;
import io.pepper.store.embedded.segment.DamagedLogException;
import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.FrameReader;
import io.pepper.store.embedded.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The sealed segments as a start finds them: by their indexes, which are made anew if need be. */
final class SealedSegments {
  private static final System.Logger LOG = System.getLogger(SealedSegments.class.getName());

  private final Disk disk;
  private final ChunkCache cache;
  private final LogState state;
  private final List<String> names;

  SealedSegments(Disk disk, ChunkCache cache, LogState state, List<String> names) {
    this.disk = disk;
    this.cache = cache;
    this.state = state;
    this.names = names;
  }

  /**
   * Adds a segment and its jobs to the state.
   *
   * @param end of its frames
   * @param removed for each run the marks of removed jobs; null if none was removed
   */
  LogSegment add(Segment segment, long end, List<long[]> removed) throws IOException {
    segment.endAt(end);
    RunIndex index = index(segment);
    List<RunIndex.Listed> runs = index.runs();
    if (removed != null && removed.size() != runs.size()) {
      throw new DamagedLogException(
          segment.path(), 0, runs.size() + " runs instead of " + removed.size());
    }
    LogSegment sealed = new LogSegment(segment);
    sealed.seal();
    sealed.indexed(index);
    for (int i = 0; i < runs.size(); i++) {
      RunIndex.Listed listed = runs.get(i);
      StoredJobList list = state.topic(listed.topic()).list(listed.state());
      SortedRun run = new SortedRun(list, sealed, listed.entries());
      if (removed != null) {
        run.removed(removed.get(i));
      }
      sealed.runs().add(run);
      if (run.living() > 0) {
        list.addSealed(run);
      }
    }
    state.add(sealed);
    return sealed;
  }

  private RunIndex index(Segment segment) throws IOException {
    RunIndex index = RunIndex.open(segment, disk, names, cache);
    if (index != null) {
      return index;
    }
    LOG.log(System.Logger.Level.WARNING, "The index of {0} is made anew", segment.path());
    LogSegment scanned = new LogSegment(segment);
    scan(scanned, segment.end());
    return RunIndex.write(segment, scanned.listed(), disk, cache);
  }

  /** Writes the index of a segment and reads its entries from there from now on. */
  void index(LogSegment sealed) throws IOException {
    useIndex(sealed, RunIndex.write(sealed.segment(), sealed.listed(), disk, cache));
  }

  /**
   * Reads what a segment says by itself, without effect on the state.
   *
   * @param end of its frames; its capacity if that is not known
   */
  static Scan scan(LogSegment scanned, long end) throws IOException {
    Scan alone = new Scan(new LogState(), new ArrayList<>());
    RecordReplay replay = new RecordReplay(alone.topics, alone);
    FrameReader frames = new FrameReader(scanned.segment(), end);
    long sequence = scanned.segment().header().firstSequence();
    while (frames.next(sequence)) {
      replay.replay(scanned, frames);
      sequence++;
    }
    if (end != scanned.segment().capacity() && frames.end() != end) {
      throw new DamagedLogException(
          scanned.segment().path(), frames.end(), "the checksum of a frame is wrong");
    }
    scanned.segment().endAt(frames.end());
    return alone;
  }

  /** Reads entries from the index from now on, which has just been written. */
  static void useIndex(LogSegment sealed, RunIndex index) {
    List<RunIndex.Listed> written = index.runs();
    for (int i = 0; i < written.size(); i++) {
      sealed.runs().get(i).entries(written.get(i).entries());
    }
    sealed.indexed(index);
  }

  /**
   * The contents of a segment that is read alone.
   *
   * @param topics those that it names
   * @param sources the segments of which it is a whole copy; empty if it is none
   */
  record Scan(LogState topics, List<Long> sources) implements RecordReplay.Adoption {
    @Override
    public void adopt(long copy, List<Long> replaced) {
      // Says something of other segments.
    }

    @Override
    public void free(long number) {
      // Likewise.
    }

    @Override
    public void copied(long source) {
      sources.add(source);
    }
  }
}
