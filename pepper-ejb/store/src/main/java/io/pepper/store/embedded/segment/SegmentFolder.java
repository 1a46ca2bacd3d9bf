package io.pepper.store.embedded.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The segments of a log: those in use, and free ones that wait to be used again. Free ones have
 * their full size on the disk, so that the disk is found full when one is made and never while
 * frames are written. {@link #prepare} and {@link #free} are for one thread that may wait for the
 * disk, all else for the writer.
 */
public final class SegmentFolder {
  /** The size of the first segment, which most do not fill. */
  private static final long FIRST_BYTES = 4 << 20;

  /** The space that is left to checkpoints and to others. */
  private static final long RESERVE_BYTES = 64L << 20;

  private static final int MAX_FREE = 2;
  private static final int ZEROS_BYTES = 1 << 20;
  private static final String SEGMENT = ".segment";
  private static final String INDEX = ".index";

  private final Disk disk;
  private final long segmentBytes;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentLinkedQueue<Segment> free = new ConcurrentLinkedQueue<>();
  private final Set<Segment> opened = ConcurrentHashMap.newKeySet();
  private int lastName;
  private volatile boolean isFull;

  /**
   * @param segmentBytes the size of segments
   */
  public SegmentFolder(Disk disk, long segmentBytes) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
  }

  static String fileOf(String name) {
    return name + SEGMENT;
  }

  /** Returns the name of the file with the index of a segment. */
  public static String indexOf(Segment segment) {
    return segment.name() + INDEX;
  }

  public Disk disk() {
    return disk;
  }

  /**
   * Opens all segments.
   *
   * @return those in use, in the order of their numbers
   * @throws DamagedLogException if a header was damaged
   */
  public List<Segment> open() throws IOException {
    List<Segment> used = new ArrayList<>();
    disk.forceNames(); // What a killed process created may be known to the system only.
    for (String file : disk.names()) {
      if (file.endsWith(SEGMENT)) {
        String name = file.substring(0, file.length() - SEGMENT.length());
        lastName = Math.max(lastName, Integer.parseInt(name));
        Segment segment = open(name);
        if (segment != null && segment.header() != null) {
          used.add(segment);
        }
      }
    }
    used.sort(Comparator.comparingLong(Segment::number));
    return used;
  }

  private Segment open(String name) throws IOException {
    DiskFile file = disk.open(fileOf(name));
    ByteBuffer block = ByteBuffer.allocate(SegmentHeader.BYTES);
    file.read(block, 0);
    if (block.hasRemaining()) {
      file.close();
      disk.delete(fileOf(name)); // Its creation was cut off.
      return null;
    }
    Segment segment = new Segment(disk, name, file, file.size());
    try {
      segment.use(SegmentHeader.decode(block.flip()));
    } catch (IllegalArgumentException e) {
      file.close();
      throw new DamagedLogException(disk.pathOf(fileOf(name)), 0, e.getMessage());
    }
    opened.add(segment);
    if (segment.header() == null) {
      keep(segment);
    }
    return segment;
  }

  /** Keeps a free segment, or deletes it: another size, or too many. */
  private void keep(Segment segment) throws IOException {
    if (segment.capacity() == segmentBytes && free.size() < MAX_FREE) {
      free.add(segment);
      isFull = false;
      return;
    }
    opened.remove(segment);
    segment.file().close();
    disk.delete(fileOf(segment.name()));
  }

  /** Returns the usual size of a segment. */
  public long segmentBytes() {
    return segmentBytes;
  }

  /** Returns whether a free segment is there. */
  public boolean hasFree() {
    return !free.isEmpty();
  }

  /** Returns whether the disk had no room for a segment when one was needed last. */
  public boolean isFull() {
    return isFull && free.isEmpty();
  }

  /** Makes a free segment if there is none and the disk has room for it. */
  public synchronized void prepare() throws IOException {
    if (!free.isEmpty()) {
      return;
    }
    boolean wasFull = isFull;
    try {
      if (disk.usableBytes() < segmentBytes + RESERVE_BYTES) {
        isFull = true;
        return;
      }
      free.add(create(segmentBytes));
      isFull = false;
    } catch (IOException e) {
      isFull = true;
      if (!wasFull) {
        throw e;
      }
    }
  }

  private synchronized Segment create(long bytes) throws IOException {
    String name = "%06d".formatted(++lastName);
    DiskFile file = disk.create(fileOf(name));
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);
      for (long at = 0; at < bytes; at += ZEROS_BYTES) {
        zeros.clear().limit((int) Math.min(ZEROS_BYTES, bytes - at));
        file.write(zeros, at);
      }
      file.force();
      disk.forceNames();
    } catch (IOException e) {
      file.close();
      disk.delete(fileOf(name));
      throw e;
    }
    Segment segment = new Segment(disk, name, file, bytes);
    opened.add(segment);
    return segment;
  }

  /**
   * Begins to use a segment: a free one, or a new one if there is none or it is too small.
   *
   * @param room how many bytes of frames it must take
   */
  public Segment use(long number, long firstSequence, long previousEnd, boolean isCopy, long room)
      throws IOException {
    long needed = room + SegmentHeader.BYTES;
    Segment segment = freeOrNew(needed, number == 1 ? FIRST_BYTES : segmentBytes);
    segment.use(new SegmentHeader(number, random.nextLong(), firstSequence, previousEnd, isCopy));
    segment.file().write(segment.header().encode(), 0);
    segment.file().force();
    return segment;
  }

  private synchronized Segment freeOrNew(long needed, long usual) throws IOException {
    Segment segment = needed <= segmentBytes ? free.poll() : null;
    return segment == null ? create(Math.max(Math.min(usual, segmentBytes), needed)) : segment;
  }

  /** Gives a segment back that holds nothing any more. */
  public void free(Segment segment) throws IOException {
    disk.delete(indexOf(segment));
    segment.file().write(ByteBuffer.allocate(SegmentHeader.BYTES), 0);
    segment.file().force();
    keep(segment);
  }

  /** Closes all files. */
  public void close() throws IOException {
    for (Segment segment : opened) {
      segment.file().close();
    }
    opened.clear();
    free.clear();
  }
}
