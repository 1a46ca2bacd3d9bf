package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.ChunkCache;
import io.pepper.store.embedded.index.RunIndex;
import io.pepper.store.embedded.segment.Segment;
import io.pepper.store.embedded.segment.SegmentFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The care for the segments of a log: a new one in time, indexes and checkpoints of the sealed
 * ones, and their space when what they hold is done. Used by the one thread of the log.
 */
final class SegmentCare {
  /** The part of a segment that is filled before the next one is prepared. */
  private static final int PREPARED_PART = 4;

  /** The part of a segment that is left to changes which add no jobs while the disk is full. */
  private static final int RESERVE_PART = 4;

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SegmentFolder folder;
  private final LogState state;
  private final ChunkCache cache;
  private final Housekeeping housekeeping;
  private final List<LogSegment> unindexed = new ArrayList<>();
  private final List<LogSegment> freed = new ArrayList<>();
  private final List<LogSegment> adopted = new ArrayList<>();
  private SegmentCopy complete;
  private long checkpointed;
  private long preparedAt = System.nanoTime() - RETRY_NANOS;
  private boolean isPreparing;
  private boolean isCopying;
  private boolean mayFree = true;

  SegmentCare(SegmentFolder folder, LogState state, ChunkCache cache, Housekeeping housekeeping) {
    this.folder = folder;
    this.state = state;
    this.cache = cache;
    this.housekeeping = housekeeping;
  }

  /** Begins with what a start has found. */
  void begin(LogReplay replay) {
    checkpointed = replay.checkpointed();
    List<Segment> unused = replay.unused();
    byte[] checkpoint = replay.checkpoint();
    long number = state.active() == null ? 0 : state.active().segment().number();
    if (checkpoint == null && unused.isEmpty()) {
      return;
    }
    submit(() -> {
      if (checkpoint != null) {
        Checkpoint.write(folder.disk(), checkpoint);
      }
      for (Segment segment : unused) {
        folder.free(segment);
      }
      return () -> checkpointed(checkpoint == null ? checkpointed : number);
    });
  }

  private void submit(Housekeeping.FileWork work) {
    housekeeping.submit(work, () -> {});
  }

  private void checkpointed(long number) {
    checkpointed = number;
    mayFree = true;
    copySparse();
  }

  /** Seals the segment that is written, if there is one, and begins another. */
  void roll(long room) throws IOException {
    LogSegment active = state.active();
    long previousEnd = active == null ? 0 : active.segment().end();
    Segment next = folder.use(state.nextNumber(), state.nextSequence(), previousEnd, false, room);
    if (active != null) {
      unindexed.add(state.seal());
    }
    state.active(new LogSegment(next));
    List<LogSegment> sealed = List.copyOf(unindexed);
    if (sealed.isEmpty()) {
      return;
    }
    unindexed.clear();
    byte[] checkpoint = Checkpoint.of(state);
    housekeeping.submit(
        () -> index(sealed, checkpoint, next.number()), () -> unindexed.addAll(sealed));
  }

  private Housekeeping.Then index(List<LogSegment> sealed, byte[] checkpoint, long number)
      throws IOException {
    List<RunIndex> indexes = new ArrayList<>();
    for (LogSegment segment : sealed) {
      indexes.add(RunIndex.write(segment.segment(), segment.listed(), folder.disk(), cache));
    }
    Checkpoint.write(folder.disk(), checkpoint);
    return () -> {
      for (int i = 0; i < indexes.size(); i++) {
        SealedSegments.useIndex(sealed.get(i), indexes.get(i));
      }
      checkpointed(number);
    };
  }

  /** Notes that a job of the segment was removed. */
  void removedFrom(LogSegment segment) {
    mayFree |= segment.living() == 0;
  }

  /**
   * Ends the use of a segment that holds nothing any more; to be recorded.
   *
   * @return its number; 0 if there is none
   */
  long nextFreed() {
    if (mayFree) {
      for (LogSegment segment : state.segments()) {
        boolean isNeeded = segment.living() > 0 || segment.isCopied() || !segment.isIndexed();
        if (!isNeeded && segment.segment().number() < checkpointed) {
          state.remove(segment);
          freed.add(segment);
          return segment.segment().number();
        }
      }
      mayFree = false;
    }
    return 0;
  }

  /** Goes on when all that was recorded is on the disk. */
  void committed() {
    freed.addAll(adopted);
    adopted.clear();
    if (!freed.isEmpty()) {
      List<LogSegment> gone = List.copyOf(freed);
      freed.clear();
      submit(() -> {
        for (LogSegment segment : gone) {
          segment.close();
          folder.free(segment.segment());
        }
        return () -> {};
      });
    }
    Segment active = state.active().segment();
    if (active.end() > active.capacity() / PREPARED_PART) {
      prepare();
    }
  }

  private void prepare() {
    boolean isEarly = folder.isFull() && System.nanoTime() - preparedAt < RETRY_NANOS;
    if (isPreparing || isEarly || folder.hasFree()) {
      return;
    }
    isPreparing = true;
    preparedAt = System.nanoTime();
    Housekeeping.Then prepared = () -> isPreparing = false;
    housekeeping.submit(
        () -> {
          folder.prepare();
          return prepared;
        },
        prepared);
  }

  /** Returns whether a frame of so many bytes that adds jobs may be written. */
  boolean hasRoom(long bytes) {
    Segment active = state.active().segment();
    return folder.hasFree()
        || active.room() - bytes > active.capacity() / RESERVE_PART
        || !isDiskFull();
  }

  /** Returns whether the disk has no room for another segment, and tries again to get one. */
  private boolean isDiskFull() {
    prepare();
    if (folder.isFull()) {
      copySparse();
    }
    return folder.isFull();
  }

  /** Copies what lives in segments where most is done, if that gives much space back. */
  private void copySparse() {
    if (isCopying) {
      return;
    }
    SegmentCopy copy = SegmentCopy.plan(state, checkpointed, folder);
    if (copy == null) {
      return;
    }
    isCopying = true;
    copy.sources().forEach(source -> source.copied(true));
    housekeeping.submit(
        () -> {
          copy.write();
          return () -> complete = copy;
        },
        () -> {
          isCopying = false;
          copy.sources().forEach(source -> source.copied(false));
        });
  }

  /** A receiver of copies that are complete. */
  @FunctionalInterface
  interface Adopter {
    void adopt(SegmentCopy copy) throws IOException;
  }

  /** Does what follows from work that is done. */
  void arrive(Adopter adopter) throws IOException {
    housekeeping.arrive();
    if (complete != null) {
      SegmentCopy copy = complete;
      complete = null;
      isCopying = false;
      adopter.adopt(copy);
      adopted.addAll(copy.sources());
    }
  }

  boolean isBusy() {
    return housekeeping.isBusy();
  }

  /** Waits for all work. */
  void finish() throws IOException {
    housekeeping.finish();
    for (LogSegment segment : state.segments()) {
      segment.close();
    }
  }
}
