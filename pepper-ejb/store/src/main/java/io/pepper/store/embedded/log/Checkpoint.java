package io.pepper.store.embedded.log;

import io.pepper.job.TopicId;
import io.pepper.store.embedded.segment.ByteReader;
import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.DiskFile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The state of a log at the moment when a segment began: topics, and which jobs of the segments
 * before it were removed. A start reads it, and the frames from there on.
 *
 * @param number of the segment that began
 * @param sequence of its first frame
 * @param lastNumber the highest number that a segment had
 */
record Checkpoint(
    long number, long sequence, long lastNumber, List<Topic> topics, List<Sealed> segments) {
  private static final String FILE = "checkpoint";
  private static final String UNFINISHED = "checkpoint.new";
  private static final long MAGIC = 0x506570504a636b31L;
  private static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;

  /** A topic and its numbers. */
  record Topic(int number, TopicId id, long sequence, long succeeded, long failed) {}

  /**
   * A sealed segment.
   *
   * @param removed for each run in the order of the index, the marks of removed jobs
   */
  record Sealed(long number, long end, List<long[]> removed) {}

  /** Returns the state as it is now, at the beginning of the segment that is written. */
  static byte[] of(LogState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      LogSegment active = state.active();
      out.writeLong(active.segment().number());
      out.writeLong(active.segment().header().firstSequence());
      out.writeLong(state.lastNumber());
      out.writeInt(state.topics().size());
      for (TopicLists topic : state.topics()) {
        out.writeInt(topic.number());
        out.writeUTF(topic.id().queue().toString());
        out.writeUTF(topic.id().topic().toString());
        out.writeLong(topic.lastSequence());
        out.writeLong(topic.succeeded());
        out.writeLong(topic.failed());
      }
      List<LogSegment> sealed = state.segments();
      sealed.remove(active);
      out.writeInt(sealed.size());
      for (LogSegment segment : sealed) {
        write(segment, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(LogSegment segment, DataOutputStream out) throws IOException {
    out.writeLong(segment.segment().number());
    out.writeLong(segment.segment().end());
    out.writeInt(segment.runs().size());
    for (SortedRun run : segment.runs()) {
      out.writeInt(run.removed().length);
      for (long word : run.removed()) {
        out.writeLong(word);
      }
    }
  }

  /** Writes what {@link #of} returned, on any thread; it counts when this returns. */
  static void write(Disk disk, byte[] state) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(state, 0, state.length);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).putInt(state.length).putInt((int) checksum.getValue()).flip();
    try (DiskFile file = disk.create(UNFINISHED)) {
      file.write(header, 0);
      file.write(ByteBuffer.wrap(state), HEADER_BYTES);
      file.force();
    }
    disk.rename(UNFINISHED, FILE);
    disk.forceNames();
  }

  /**
   * Reads the last one.
   *
   * @return null if there is none
   * @throws IOException if there is one that cannot be used
   */
  static Checkpoint read(Disk disk, List<String> names) throws IOException {
    if (!names.contains(FILE)) {
      return null;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    try (DiskFile file = disk.open(FILE)) {
      file.read(header, 0);
      header.flip();
      if (header.remaining() < HEADER_BYTES || header.getLong() != MAGIC) {
        throw new IOException("it does not begin as one");
      }
      int length = header.getInt();
      if (length != file.size() - HEADER_BYTES) {
        throw new IOException("it is too short or too long");
      }
      byte[] state = new byte[length];
      file.read(ByteBuffer.wrap(state), HEADER_BYTES);
      CRC32C checksum = new CRC32C();
      checksum.update(state, 0, length);
      if (header.getInt() != (int) checksum.getValue()) {
        throw new IOException("its checksum is wrong");
      }
      return decode(new ByteReader().reset(state, 0, length));
    }
  }

  private static Checkpoint decode(ByteReader in) {
    long number = in.getLong();
    long sequence = in.getLong();
    long lastNumber = in.getLong();
    List<Topic> topics = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      int topic = in.getInt();
      TopicId id = TopicId.of(in.getUtf(), in.getUtf());
      topics.add(new Topic(topic, id, in.getLong(), in.getLong(), in.getLong()));
    }
    List<Sealed> segments = new ArrayList<>();
    for (int i = in.getInt(); i > 0; i--) {
      long segment = in.getLong();
      long end = in.getLong();
      List<long[]> removed = new ArrayList<>();
      for (int run = in.getInt(); run > 0; run--) {
        long[] words = new long[in.getInt()];
        for (int word = 0; word < words.length; word++) {
          words[word] = in.getLong();
        }
        removed.add(words);
      }
      segments.add(new Sealed(segment, end, removed));
    }
    return new Checkpoint(number, sequence, lastNumber, topics, segments);
  }
}
