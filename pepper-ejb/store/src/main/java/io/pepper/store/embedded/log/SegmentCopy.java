package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.ChunkCache;
import io.pepper.store.embedded.index.RunIndex;
import io.pepper.store.embedded.segment.FrameWriter;
import io.pepper.store.embedded.segment.Segment;
import io.pepper.store.embedded.segment.SegmentFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of what lives in some sealed segments into one, so that they can be used again. It is
 * planned and adopted by the thread of the log, and written by another meanwhile.
 */
final class SegmentCopy {
  /** Segments of which more lives are left alone. */
  private static final double MAX_LIVING = 0.5;

  private static final int MIN_SOURCES = 2;
  private static final int MAX_FRAME_BYTES = 512 << 10;

  /** What a frame costs beside its records, at most. */
  private static final int FRAME_OVERHEAD_BYTES = 64;

  private final LogState state;
  private final SegmentFolder folder;
  private final long number;
  private final List<LogSegment> sources;
  private final List<CopiedRun> runs;
  private LogSegment target;

  private SegmentCopy(
      LogState state,
      SegmentFolder folder,
      long number,
      List<LogSegment> sources,
      List<CopiedRun> runs) {
    this.state = state;
    this.folder = folder;
    this.number = number;
    this.sources = sources;
    this.runs = runs;
  }

  /**
   * Plans a copy.
   *
   * @param checkpointed the segment from which on the log is still needed
   * @return null if none is worth while
   */
  static SegmentCopy plan(LogState state, long checkpointed, SegmentFolder folder) {
    long used = 0;
    long living = 0;
    List<LogSegment> sparse = new ArrayList<>();
    for (LogSegment segment : state.segments()) {
      if (segment.isIndexed() && segment.segment().number() < checkpointed) {
        used += segment.segment().end();
        living += livingBytes(segment);
        if (segment.living() > 0 && share(segment) < MAX_LIVING) {
          sparse.add(segment);
        }
      }
    }
    sparse.sort(Comparator.comparingDouble(SegmentCopy::share));
    List<LogSegment> sources = new ArrayList<>();
    long bytes = 0;
    for (LogSegment segment : sparse) {
      bytes += livingBytes(segment);
      if (bytes < folder.segmentBytes() * MAX_LIVING) {
        sources.add(segment);
      }
    }
    boolean isWorthWhile = sources.size() >= MIN_SOURCES && living < used * MAX_LIVING;
    if (!isWorthWhile || !folder.hasFree()) {
      return null;
    }
    sources.sort(Comparator.comparingLong(source -> source.segment().number()));
    return new SegmentCopy(state, folder, state.nextNumber(), sources, CopiedRun.of(sources));
  }

  private static double share(LogSegment segment) {
    return (double) segment.living() / Math.max(1, segment.count());
  }

  private static long livingBytes(LogSegment segment) {
    return (long) (segment.segment().end() * share(segment));
  }

  List<LogSegment> sources() {
    return sources;
  }

  /** Writes the copy; it counts only when it is adopted. */
  void write() throws IOException {
    ChunkCache cache = new ChunkCache();
    FrameWriter frame = new FrameWriter();
    StoredJobReader reader = new StoredJobReader(frame);
    LogRecords records = new LogRecords(frame);
    Map<LogSegment, RunIndex> indexes = new LinkedHashMap<>();
    Segment segment = null;
    try {
      for (LogSegment source : sources) {
        indexes.put(source, RunIndex.open(source.segment(), folder.disk(), cache));
      }
      long bytes = 0;
      for (CopiedRun run : runs) {
        bytes += run.open(indexes, reader);
      }
      bytes += (long) sources.size() * LogRecords.MAX_SHORT_BYTES;
      long frames = bytes / (MAX_FRAME_BYTES / 2) + 2;
      segment = folder.use(number, 1, 0, true, bytes + frames * FRAME_OVERHEAD_BYTES);
      target = new LogSegment(segment);
      copy(segment, frame, records, reader);
      target.seal();
      target.indexed(RunIndex.write(segment, target.listed(), folder.disk(), new ChunkCache()));
    } catch (IOException | RuntimeException e) {
      // Edge: a segment that was begun is given back, whatever went wrong.
      if (segment != null) {
        folder.free(segment);
      }
      throw e;
    } finally {
      for (RunIndex index : indexes.values()) {
        if (index != null) {
          index.close();
        }
      }
    }
  }

  private void copy(Segment segment, FrameWriter frame, LogRecords records, StoredJobReader reader)
      throws IOException {
    long sequence = 1;
    frame.begin(segment);
    TopicLists named = null;
    for (CopiedRun run : runs) {
      TopicLists topic = run.topic();
      if (named == null || named.number() != topic.number()) {
        frame.reserve(LogRecords.maxLength(topic.id()));
        records.topic(topic);
        named = topic;
      }
      run.begin(target);
      while (run.next()) {
        reader.fetch(run.segment(), run.offset());
        if (frame.lengthWith(reader.length()) > MAX_FRAME_BYTES && !frame.isEmpty()) {
          frame.write(sequence++, false);
        }
        frame.reserve(reader.length());
        run.copied(records.copy(reader.array(), reader.start(), reader.length(), run.isAtFirst()));
      }
    }
    frame.reserve(sources.size() * LogRecords.MAX_SHORT_BYTES);
    for (LogSegment source : sources) {
      records.copied(source.segment().number());
    }
    frame.write(sequence, true);
  }

  /** Returns the most bytes of the records that {@link #adopt} puts. */
  long maxRecordBytes() {
    long bytes = (long) (sources.size() + 2) * LogRecords.MAX_SHORT_BYTES;
    for (CopiedRun run : runs) {
      bytes += LogRecords.maxLength(run.topic().id());
      bytes += (long) run.removedSince() * LogRecords.MAX_SHORT_BYTES;
    }
    return bytes;
  }

  /**
   * Puts the copy in the place of its sources, and records it, with the jobs that were removed
   * meanwhile.
   */
  void adopt(LogRecords records, LogState log, ChunkCache cache) throws IOException {
    target.close();
    RunIndex index = RunIndex.open(target.segment(), folder.disk(), cache);
    records.adopted(number, sources);
    for (LogSegment source : sources) {
      source.runs().forEach(run -> run.list().exclude(run));
      state.remove(source);
    }
    LogSegment adopted = new LogSegment(target.segment());
    adopted.seal();
    adopted.indexed(index);
    for (int i = 0; i < runs.size(); i++) {
      runs.get(i).adopt(adopted, index.runs().get(i).entries(), records, log);
    }
    log.add(adopted);
  }
}
