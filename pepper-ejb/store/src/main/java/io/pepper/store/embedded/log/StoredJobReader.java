package io.pepper.store.embedded.log;

import io.pepper.job.Job;
import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.Bytes;
import io.pepper.store.embedded.segment.DamagedLogException;
import io.pepper.store.embedded.segment.FrameWriter;
import io.pepper.store.embedded.segment.Segment;
import io.pepper.store.embedded.segment.SegmentReader;
import java.io.IOException;

/** The jobs that are read back from their segments, each by its own checksum. For one thread. */
public final class StoredJobReader {
  private final SegmentReader segments;
  private final LogRecords records;
  private final ByteReader fields = new ByteReader();
  private byte[] bytes;
  private int start;
  private int length;

  /**
   * @param written the frames that need not be read from the disk
   */
  StoredJobReader(FrameWriter written) {
    this.segments = new SegmentReader(written);
    this.records = new LogRecords(written);
  }

  /** Returns a ready job; null if it is not there. */
  public Job ready(TopicLists topic, long sequence) throws IOException {
    StoredJobList.Place place = topic.ready().find(0, sequence);
    return place == null ? null : read(place.run(), place.offset(), sequence);
  }

  /** Returns the job at which a cursor stands. */
  public Job at(JobCursor cursor) throws IOException {
    return read(cursor.run(), cursor.offset(), cursor.sequence());
  }

  /** Returns the job at which a cursor stands. */
  public Job at(ReverseCursor cursor) throws IOException {
    return read(cursor.run(), cursor.offset(), cursor.sequence());
  }

  /** Returns only the id of the job at which a cursor stands, as {@code JobId.bits}. */
  public long idAt(JobCursor cursor) throws IOException {
    open(cursor.run(), cursor.offset(), cursor.sequence());
    return fields.getLong();
  }

  private Job read(SortedRun run, int offset, long sequence) throws IOException {
    open(run, offset, sequence);
    return JobBytes.read(fields);
  }

  /**
   * Goes to a job.
   *
   * @param sequence the one that it must have
   * @throws DamagedLogException if something else is there
   */
  private void open(SortedRun run, int offset, long sequence) throws IOException {
    Segment segment = run.segment().segment();
    fetch(segment, offset);
    StoredJobList list = run.list();
    fields.reset(bytes, start + LogRecords.JOB_HEADER_BYTES, start + length);
    long topic = fields.getVarLong();
    long found = fields.getVarLong();
    if (list.isScheduled()) {
      fields.getVarLong();
    }
    if (topic != list.topic().number() || found != sequence) {
      throw new DamagedLogException(segment.path(), offset, "another job is there");
    }
  }

  /**
   * Reads the whole record of a job, for {@link #array}.
   *
   * @throws DamagedLogException if its checksum is wrong
   */
  void fetch(Segment segment, int offset) throws IOException {
    bytes = segments.read(segment, offset, LogRecords.JOB_HEADER_BYTES);
    start = segments.start();
    int type = bytes[start];
    long body = Bytes.getInt(bytes, start + LogRecords.LENGTH_AT);
    boolean isJob = (type & LogRecords.KIND) == LogRecords.JOB;
    if (!isJob || body < 0 || offset + LogRecords.JOB_HEADER_BYTES + body > segment.capacity()) {
      throw new DamagedLogException(segment.path(), offset, "no job is there");
    }
    length = LogRecords.JOB_HEADER_BYTES + (int) body;
    bytes = segments.read(segment, offset, length);
    start = segments.start();
    int expected = Bytes.getInt(bytes, start + LogRecords.CHECKSUM_AT);
    if (records.checksum(bytes, start, (int) body) != expected) {
      throw new DamagedLogException(segment.path(), offset, "the checksum of a job is wrong");
    }
  }

  /** Returns the array with the record that was fetched last; valid until the next one. */
  byte[] array() {
    return bytes;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }
}
