package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.ChunkCache;
import io.pepper.store.embedded.segment.DamagedLogException;
import io.pepper.store.embedded.segment.FrameReader;
import io.pepper.store.embedded.segment.Segment;
import io.pepper.store.embedded.segment.SegmentFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The start of a log: its state as of the last checkpoint and the frames since then. A frame that
 * was cut off at the very end was never acknowledged and does not count; one that is missing before
 * others was damaged, which is an error.
 */
final class LogReplay implements RecordReplay.Adoption {
  private static final System.Logger LOG = System.getLogger(LogReplay.class.getName());

  /**
   * The end of what was acknowledged before a write failed.
   *
   * @param nextSequence of the frame that failed
   */
  record Cut(long segment, long end, long nextSequence) {}

  private final SegmentFolder folder;
  private final ChunkCache cache;
  private final Cut cut;
  private final LogState state = new LogState();
  private final Map<Long, Segment> found = new LinkedHashMap<>();
  private final Set<Long> missing = new HashSet<>();
  private final Set<Long> replaced = new HashSet<>();
  private final RecordReplay records = new RecordReplay(state, this);
  private SealedSegments sealed;
  private long checkpointed;
  private byte[] checkpoint;

  /**
   * @param cut null at the start of a process
   */
  LogReplay(SegmentFolder folder, ChunkCache cache, Cut cut) {
    this.folder = folder;
    this.cache = cache;
    this.cut = cut;
  }

  LogState run() throws IOException {
    for (Segment segment : folder.open()) {
      found.put(segment.number(), segment);
      state.numberAtLeast(segment.number());
    }
    List<String> names = folder.disk().names();
    sealed = new SealedSegments(folder.disk(), cache, state, names);
    Checkpoint last = lastCheckpoint(names);
    checkpointed = last == null ? 0 : last.number();
    if (last == null) {
      addCopies();
    } else {
      restore(last);
    }
    replayLog(logSegments(last == null ? 0 : last.number()), last);
    if (!missing.isEmpty()) {
      throw new DamagedLogException(
          folder.disk().pathOf("checkpoint"), 0, "it names segments that are gone: " + missing);
    }
    return state;
  }

  /** Returns the checkpoint at the beginning of the last segment; null if it is on the disk. */
  byte[] checkpoint() {
    return checkpoint;
  }

  /**
   * Returns the number of the segment at whose beginning the last checkpoint was made; 0 if none.
   */
  long checkpointed() {
    return checkpointed;
  }

  /** Returns the segments whose contents do not count. */
  List<Segment> unused() {
    List<Segment> unused = new ArrayList<>(found.values());
    unused.removeIf(segment -> state.segment(segment.number()) != null);
    return unused;
  }

  private Checkpoint lastCheckpoint(List<String> names) {
    try {
      return Checkpoint.read(folder.disk(), names);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The checkpoint of the jobs cannot be used, so that all segments are read;"
              + " some jobs that were done may run again: {0}",
          e.getMessage());
      return null;
    }
  }

  private void restore(Checkpoint last) throws IOException {
    state.numberAtLeast(last.lastNumber());
    for (Checkpoint.Topic named : last.topics()) {
      TopicLists topic = state.addTopic(named.number(), named.id());
      topic.sequenceAtLeast(named.sequence());
      topic.totals(named.succeeded(), named.failed());
    }
    for (Checkpoint.Sealed one : last.segments()) {
      Segment segment = found.get(one.number());
      if (segment == null) {
        missing.add(one.number());
      } else {
        sealed.add(segment, one.end(), one.removed());
      }
    }
    state.nextSequence(last.sequence());
  }

  /** Adds the copies that are whole, in the place of their sources; without a checkpoint. */
  private void addCopies() throws IOException {
    Map<Segment, SealedSegments.Scan> copies = new LinkedHashMap<>();
    for (Segment segment : found.values()) {
      if (segment.header().isCopy()) {
        SealedSegments.Scan scan = SealedSegments.scan(new LogSegment(segment), segment.capacity());
        if (!scan.sources().isEmpty()) {
          copies.put(segment, scan);
          replaced.addAll(scan.sources());
        }
      }
    }
    for (Map.Entry<Segment, SealedSegments.Scan> copy : copies.entrySet()) {
      copy.getValue().topics().topics().forEach(this::define);
      if (!replaced.contains(copy.getKey().number())) {
        sealed.add(copy.getKey(), copy.getKey().end(), null);
      }
    }
  }

  private void define(TopicLists named) {
    TopicLists topic = state.topic(named.number());
    if (topic == null) {
      topic = state.addTopic(named.number(), named.id());
    }
    topic.sequenceAtLeast(named.lastSequence());
  }

  private List<Segment> logSegments(long first) {
    List<Segment> log = new ArrayList<>();
    for (Segment segment : found.values()) {
      boolean isLater = cut != null && segment.number() > cut.segment();
      if (segment.number() >= first
          && !segment.header().isCopy()
          && !isLater
          && !replaced.contains(segment.number())) {
        log.add(segment);
      }
    }
    return log;
  }

  private void replayLog(List<Segment> log, Checkpoint last) throws IOException {
    if (last != null && (log.isEmpty() || log.getFirst().number() != last.number())) {
      throw new DamagedLogException(
          folder.disk().pathOf("checkpoint"), 0, "segment " + last.number() + " is gone");
    }
    for (int i = 0; i < log.size(); i++) {
      Segment segment = log.get(i);
      boolean mayFollowGap = last == null; // Segments between may have been freed.
      if (mayFollowGap) {
        state.nextSequence(segment.header().firstSequence());
      }
      state.active(new LogSegment(segment));
      if (i == log.size() - 1) {
        checkpoint = i > 0 ? Checkpoint.of(state) : null;
        replay(segment, lastLimit(segment));
        return;
      }
      replay(segment, log.get(i + 1).header().previousEnd());
      boolean isGap = log.get(i + 1).header().firstSequence() != state.nextSequence();
      if (isGap && !mayFollowGap) {
        throw damaged(segment);
      }
      LogSegment ended = state.seal();
      sealed.index(ended);
    }
  }

  private long lastLimit(Segment segment) {
    return cut != null && segment.number() == cut.segment() ? cut.end() : segment.capacity();
  }

  private void replay(Segment segment, long limit) throws IOException {
    FrameReader frames = new FrameReader(segment, limit);
    while (frames.next(state.nextSequence())) {
      records.replay(state.active(), frames);
      state.nextSequence(state.nextSequence() + 1);
    }
    segment.endAt(frames.end());
    boolean isCutShort = limit != segment.capacity() && frames.end() != limit;
    if (isCutShort || frames.isFollowedBy(state.nextSequence())) {
      throw damaged(segment);
    }
  }

  private static DamagedLogException damaged(Segment segment) {
    return new DamagedLogException(
        segment.path(),
        segment.end(),
        "what was written there is missing or damaged, and there is more behind it");
  }

  @Override
  public void adopt(long copy, List<Long> sources) throws IOException {
    if (state.segment(copy) == null) {
      Segment segment = found.get(copy);
      if (segment == null) {
        missing.add(copy);
      } else {
        if (SealedSegments.scan(new LogSegment(segment), segment.capacity()).sources().isEmpty()) {
          throw new DamagedLogException(
              segment.path(), segment.end(), "a frame of this copy is damaged");
        }
        sealed.add(segment, segment.end(), null);
      }
      sources.forEach(this::free);
    }
  }

  @Override
  public void free(long number) {
    missing.remove(number);
    LogSegment source = state.segment(number);
    if (source != null) {
      source.runs().forEach(run -> run.list().exclude(run));
      state.remove(source);
    }
  }

  @Override
  public void copied(long source) {
    // Says something only when a copy is read alone.
  }
}
