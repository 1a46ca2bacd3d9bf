package io.pepper.store.embedded.log;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.embedded.index.ChunkCache;
import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.FrameWriter;
import io.pepper.store.embedded.segment.SegmentFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The log of all jobs on one disk: changes gather in a frame, which {@link #commit} writes with one
 * force. For one thread. After any {@link IOException} of a change or a commit the log is to be
 * {@link #reopen reopened}: it is then as it was at the last commit.
 */
public final class JobLog {
  /** The size of segments. */
  public static final long SEGMENT_BYTES = 64L << 20;

  private final SegmentFolder folder;
  private final Executor executor;
  private final ChunkCache cache;
  private final FrameWriter frame = new FrameWriter();
  private final LogRecords records = new LogRecords(frame);
  private final StoredJobReader reader = new StoredJobReader(frame);
  private final LogState state;
  private final SegmentCare care;
  private final Set<TopicLists> totalsChanged = new LinkedHashSet<>();
  private int assuredEnd;

  private JobLog(SegmentFolder folder, Executor executor, LogReplay replay, ChunkCache cache)
      throws IOException {
    this.folder = folder;
    this.executor = executor;
    this.cache = cache;
    this.state = replay.run();
    this.care = new SegmentCare(folder, state, cache, new Housekeeping(executor));
    if (state.active() != null) {
      state.active().segment().force(); // What was found there may be in memory only.
      frame.begin(state.active().segment());
    }
    care.begin(replay);
  }

  /**
   * Opens the log on a disk, or begins one.
   *
   * @param segmentBytes the size of new segments
   * @param executor runs one task at a time, in order; its tasks may wait for the disk
   * @throws IOException if it cannot be read; says what is to be done
   */
  public static JobLog open(Disk disk, long segmentBytes, Executor executor) throws IOException {
    SegmentFolder folder = new SegmentFolder(disk, segmentBytes);
    return open(folder, executor, null);
  }

  private static JobLog open(SegmentFolder folder, Executor executor, LogReplay.Cut cut)
      throws IOException {
    ChunkCache cache = new ChunkCache();
    LogReplay replay = new LogReplay(folder, cache, cut);
    try {
      JobLog log = new JobLog(folder, executor, replay, cache);
      if (cut != null || log.state.active() == null) {
        log.roll(0);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Closes the log and opens it as it was at the last commit, in a segment of its own. */
  public JobLog reopen() throws IOException {
    LogSegment active = state.active();
    LogReplay.Cut cut =
        new LogReplay.Cut(active.segment().number(), active.segment().end(), state.nextSequence());
    close();
    return open(folder, executor, cut);
  }

  /** Returns the topics of which the log ever heard. */
  public Collection<TopicLists> topics() {
    return state.topics();
  }

  /** Returns a topic's jobs. */
  public TopicLists topic(TopicId id) {
    TopicLists topic = state.topic(id);
    return topic == null ? state.addTopic(id) : topic;
  }

  /**
   * Makes sure that changes with so many bytes become part of one frame; each other one may begin a
   * new frame.
   */
  public void begin(long bytes) throws IOException {
    long needed = frame.lengthWith(bytes);
    if (needed > state.active().segment().room()) {
      writeFrame();
      roll(frame.lengthWith(bytes));
    }
    frame.reserve(Math.toIntExact(bytes));
    assuredEnd = frame.position() + (int) bytes;
  }

  /** Returns the most bytes of a job that is added, together with one that is removed. */
  public static long bytesOf(TopicId topic, Job job) {
    return (long) LogRecords.maxLength(topic)
        + LogRecords.maxLength(job)
        + LogRecords.MAX_SHORT_BYTES;
  }

  private void ensure(TopicLists topic, int bytes) throws IOException {
    int needed = bytes + (topic.namedIn() == state.active() ? 0 : LogRecords.maxLength(topic.id()));
    if (frame.position() + needed > assuredEnd) {
      begin(needed + LogRecords.maxLength(topic.id()));
    }
    if (topic.namedIn() != state.active()) {
      records.topic(topic);
      topic.namedIn(state.active());
    }
  }

  /**
   * Adds a job behind all others with the same due time.
   *
   * @param due of a scheduled job, in unix milliseconds; else 0
   */
  public void add(StoredJobList list, long due, Job job) throws IOException {
    ensure(list.topic(), LogRecords.maxLength(job));
    long sequence = list.topic().nextSequence();
    int offset = records.job(list, due, sequence, job);
    list.add(state.active(), due, sequence, offset);
  }

  /** Removes the job at which a cursor stands. */
  public void remove(StoredJobList list, JobCursor cursor) throws IOException {
    remove(list, cursor.run(), cursor.ordinal(), cursor.time(), cursor.sequence());
  }

  /**
   * Removes a ready job.
   *
   * @return whether it was there
   */
  public boolean removeReady(TopicLists topic, long sequence) throws IOException {
    StoredJobList.Place place = topic.ready().find(0, sequence);
    if (place == null) {
      return false;
    }
    remove(topic.ready(), place.run(), place.ordinal(), 0, sequence);
    return true;
  }

  private void remove(StoredJobList list, SortedRun run, int ordinal, long time, long sequence)
      throws IOException {
    ensure(list.topic(), LogRecords.MAX_SHORT_BYTES);
    records.removed(list, time, sequence);
    list.remove(run, ordinal);
    care.removedFrom(run.segment());
  }

  /** Returns what reads jobs; for the thread of the log. */
  public StoredJobReader jobs() {
    return reader;
  }

  /** Adds to the totals of a topic; they become durable with the next commit. */
  public void addTotals(TopicLists topic, long succeeded, long failed) {
    topic.totals(topic.succeeded() + succeeded, topic.failed() + failed);
    totalsChanged.add(topic);
  }

  /** Returns whether a commit would write something. */
  public boolean hasChanges() {
    return !frame.isEmpty() || !totalsChanged.isEmpty();
  }

  /** Returns whether work on the files is under way, which {@link #arrive} waits for. */
  public boolean isBusy() {
    return care.isBusy();
  }

  /** Returns a number that grows with every change that is put into a frame. */
  public long position() {
    return state.active().segment().number() << Integer.SIZE | frame.offsetOf(frame.position());
  }

  /** Writes all changes; they are on the disk when this returns. */
  public void commit() throws IOException {
    for (TopicLists topic : totalsChanged) {
      ensure(topic, LogRecords.MAX_SHORT_BYTES);
      records.totals(topic);
    }
    totalsChanged.clear();
    for (long freed = care.nextFreed(); freed != 0; freed = care.nextFreed()) {
      begin(LogRecords.MAX_SHORT_BYTES);
      records.freed(freed);
    }
    writeFrame();
    care.committed();
  }

  private void writeFrame() throws IOException {
    if (!frame.isEmpty()) {
      frame.write(state.nextSequence(), true);
      state.nextSequence(state.nextSequence() + 1);
    }
    assuredEnd = 0;
  }

  /** Begins a new segment; the frame is empty. */
  private void roll(long room) throws IOException {
    care.roll(room);
    frame.begin(state.active().segment());
    assuredEnd = 0;
  }

  /** Does what follows from work on the files that others have done. */
  public void arrive() throws IOException {
    care.arrive(this::adopt);
  }

  private void adopt(SegmentCopy copy) throws IOException {
    begin(copy.maxRecordBytes());
    copy.adopt(records, state, cache);
  }

  /** Returns whether there is room for so many bytes of new jobs. */
  public boolean hasRoom(long bytes) {
    return care.hasRoom(frame.lengthWith(bytes));
  }

  /** Waits for work on the files and closes them, without writing what was not committed. */
  public void close() throws IOException {
    care.finish();
    folder.close();
  }
}
