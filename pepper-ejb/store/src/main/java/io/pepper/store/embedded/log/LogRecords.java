package io.pepper.store.embedded.log;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.Bytes;
import io.pepper.store.embedded.segment.FrameWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The records of which frames are made. A job: type and state, length, checksum of what follows and
 * of the first byte, topic, sequence, due time if it is scheduled, the job. All others are short
 * and are only read together with their frame, whose checksum is enough. For one thread.
 */
final class LogRecords {
  static final int JOB = 0x10;
  static final int REMOVED = 0x20;
  static final int TOPIC = 0x30;
  static final int TOTALS = 0x40;
  static final int FREED = 0x50;
  static final int COPIED = 0x60;
  static final int ADOPTED = 0x70;
  static final int KIND = 0xf0;
  static final int STATE = 0x03;

  /** The bit of a job with which a new run begins in a copy. */
  static final int NEW_RUN = 0x04;

  static final int LENGTH_AT = 1;
  static final int CHECKSUM_AT = 5;

  /** The bytes of a job's record before what its checksum is about. */
  static final int JOB_HEADER_BYTES = 9;

  /** The most bytes of any record but a topic's and a job's. */
  static final int MAX_SHORT_BYTES = 1 + 3 * Bytes.MAX_VARLONG_BYTES;

  private final FrameWriter frame;
  private final CRC32C checksum = new CRC32C();

  LogRecords(FrameWriter frame) {
    this.frame = frame;
  }

  static int maxLength(Job job) {
    return JOB_HEADER_BYTES + 3 * Bytes.MAX_VARLONG_BYTES + JobBytes.maxLength(job);
  }

  /** Returns the most bytes of the record of a topic's name. */
  static int maxLength(TopicId topic) {
    return 1 + 5 * Bytes.MAX_VARLONG_BYTES + 3 * topic.toString().length();
  }

  /**
   * Puts a job; there must be room for it.
   *
   * @return where in the segment it will be
   */
  int job(StoredJobList list, long time, long sequence, Job job) {
    byte[] out = frame.array();
    int start = frame.position();
    int at = keys(list, time, sequence, start + JOB_HEADER_BYTES);
    return end(JOB | list.state(), start, JobBytes.write(job, out, at));
  }

  private int keys(StoredJobList list, long time, long sequence, int start) {
    byte[] out = frame.array();
    int at = Bytes.putVarLong(out, start, list.topic().number());
    at = Bytes.putVarLong(out, at, sequence);
    return list.isScheduled() ? Bytes.putVarLong(out, at, time) : at;
  }

  private int end(int type, int start, int end) {
    byte[] out = frame.array();
    out[start] = (byte) type;
    int length = end - start - JOB_HEADER_BYTES;
    Bytes.putInt(out, start + LENGTH_AT, length);
    Bytes.putInt(out, start + CHECKSUM_AT, checksum(out, start, length));
    frame.endAt(end);
    return (int) frame.offsetOf(start);
  }

  /** Returns the checksum of a job's record that begins here. */
  int checksum(byte[] bytes, int start, int length) {
    checksum.reset();
    checksum.update(bytes[start] & ~NEW_RUN);
    checksum.update(bytes, start + JOB_HEADER_BYTES, length);
    return (int) checksum.getValue();
  }

  /**
   * Puts a copy of a job's record.
   *
   * @param isFirst whether a new run begins with it
   */
  int copy(byte[] record, int start, int length, boolean isFirst) {
    int place = frame.position();
    System.arraycopy(record, start, frame.array(), place, length);
    frame.array()[place] = (byte) (record[start] & ~NEW_RUN | (isFirst ? NEW_RUN : 0));
    frame.endAt(place + length);
    return (int) frame.offsetOf(place);
  }

  void removed(StoredJobList list, long time, long sequence) {
    int start = frame.position();
    frame.array()[start] = (byte) (REMOVED | list.state());
    frame.endAt(keys(list, time, sequence, start + 1));
  }

  /** Puts what a segment must say of a topic before anything else. */
  void topic(TopicLists topic) {
    byte[] name = topic.id().toString().getBytes(StandardCharsets.UTF_8);
    put(
        TOPIC,
        topic.number(),
        topic.lastSequence(),
        topic.succeeded(),
        topic.failed(),
        name.length);
    int at = frame.position();
    System.arraycopy(name, 0, frame.array(), at, name.length);
    frame.endAt(at + name.length);
  }

  void totals(TopicLists topic) {
    put(TOTALS, topic.number(), topic.succeeded(), topic.failed());
  }

  /** Puts that a segment holds nothing any more, so that it may be gone. */
  void freed(long segment) {
    put(FREED, segment);
  }

  /** Puts the end of a copy: a segment of which it holds all that was needed. */
  void copied(long segment) {
    put(COPIED, segment);
  }

  /**
   * Puts that a copy is used from now on.
   *
   * @param sources the segments in whose place it is
   */
  void adopted(long copy, List<LogSegment> sources) {
    put(ADOPTED, copy, sources.size());
    int at = frame.position();
    for (LogSegment source : sources) {
      at = Bytes.putVarLong(frame.array(), at, source.segment().number());
    }
    frame.endAt(at);
  }

  private void put(int type, long... fields) {
    byte[] out = frame.array();
    int at = frame.position();
    out[at++] = (byte) type;
    for (long field : fields) {
      at = Bytes.putVarLong(out, at, field);
    }
    frame.endAt(at);
  }

  /** Reads the name of a topic. */
  static TopicId topicId(ByteReader in) {
    String name = new String(in.getBytes((int) in.getVarLong()), StandardCharsets.UTF_8);
    int slash = name.indexOf('/');
    return TopicId.of(name.substring(0, slash), name.substring(slash + 1));
  }
}
