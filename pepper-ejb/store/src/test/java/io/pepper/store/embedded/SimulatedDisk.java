package io.pepper.store.embedded;

import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk in memory that loses power at a chosen call: of what was not forced it keeps any sectors,
 * and of the changes of names any first ones. For one thread.
 */
final class SimulatedDisk implements Disk {
  private static final int SECTOR = 512;
  private static final int HEADER = 4 << 10;
  private static final int COPY_MARK_AT = 40;

  /** What is left of what was not forced. */
  enum Left {
    /** As after a kill: all that was written, and it still waits to be forced. */
    KILL,
    ALL,
    NOTHING,
    SOME,
    /** As from a disk that writes in order. */
    FIRST,
    /** Only what was written last. */
    LAST
  }

  /** Thrown by the call in which the power is cut, and by all after it. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
      super("power cut, on purpose", null, false, false);
    }
  }

  /** The bytes of one file. */
  private static final class Content {
    private byte[] forced = {};
    private final List<Write> pending = new ArrayList<>();

    byte[] current() {
      byte[] all = forced;
      for (Write write : pending) {
        all = write.applyTo(all, 0, write.bytes.length);
      }
      return all;
    }
  }

  /** A write that is not forced yet. */
  private record Write(int position, byte[] bytes) {
    byte[] applyTo(byte[] old, int from, int to) {
      byte[] target = old;
      if (position + to > old.length) {
        target = Arrays.copyOf(old, position + to);
      } else {
        target = old.clone();
      }
      System.arraycopy(bytes, from, target, position + from, to - from);
      return target;
    }
  }

  private final List<Map<String, Content>> names = new ArrayList<>(List.of(new LinkedHashMap<>()));
  private final Map<Content, byte[]> cache = new HashMap<>();
  private long callsLeft = Long.MAX_VALUE;
  private long calls;
  private boolean isCut;
  private int copies;
  private int checkpoints;
  private int freed;
  private long usable = 1L << 40;
  private long failsIn = Long.MAX_VALUE;
  private boolean isFailureDone;
  private boolean readsFail;

  /** Lets the power be cut in this call from now on. */
  void cutAt(long call) {
    callsLeft = call;
  }

  /**
   * Lets this call from now on fail, once.
   *
   * @param isDone whether it has its effect all the same
   */
  void failAt(long call, boolean isDone) {
    failsIn = call;
    isFailureDone = isDone;
  }

  /** Lets all reads fail from now on, or succeed again. */
  void failReads(boolean isNow) {
    readsFail = isNow;
  }

  void usableBytes(long bytes) {
    usable = bytes;
  }

  long calls() {
    return calls;
  }

  boolean isCut() {
    return isCut;
  }

  int copies() {
    return copies;
  }

  int checkpoints() {
    return checkpoints;
  }

  int freed() {
    return freed;
  }

  /** Brings the power back. */
  void powerOn(Left left, Random random) {
    isCut = false;
    callsLeft = Long.MAX_VALUE;
    failsIn = Long.MAX_VALUE;
    if (left == Left.KILL) {
      return;
    }
    Map<String, Content> last =
        switch (left) {
          case ALL -> names.getLast();
          case NOTHING, LAST -> names.getFirst();
          default -> names.get(random.nextInt(names.size()));
        };
    for (Content content : last.values()) {
      content.forced = left(content, left, random);
      content.pending.clear();
    }
    names.clear();
    names.add(new LinkedHashMap<>(last));
    cache.clear();
  }

  private static byte[] left(Content content, Left left, Random random) {
    byte[] bytes = content.forced;
    int sectors = content.pending.stream().mapToInt(write -> write.bytes.length / SECTOR + 2).sum();
    int some = random.nextInt(sectors + 1);
    int seen = 0;
    for (Write write : content.pending) {
      int from = 0;
      while (from < write.bytes.length) {
        int to = Math.min(write.bytes.length, from + SECTOR - (write.position + from) % SECTOR);
        boolean isKept =
            switch (left) {
              case KILL, ALL -> true;
              case NOTHING -> false;
              case SOME -> random.nextBoolean();
              case FIRST -> seen < some;
              case LAST -> seen >= some;
            };
        if (isKept) {
          bytes = write.applyTo(bytes, from, to);
        }
        seen++;
        from = to;
      }
    }
    return bytes;
  }

  private void call() throws IOException {
    if (isCut) {
      throw new PowerCut();
    }
    calls++;
    if (--callsLeft == 0) {
      isCut = true;
    }
    if (--failsIn == 0 && !isFailureDone) {
      throw new IOException("failed, on purpose");
    }
  }

  /** Ends a call that may be the last one. */
  private void end() throws IOException {
    if (isCut) {
      throw new PowerCut();
    }
    if (failsIn == 0 && isFailureDone) {
      failsIn = Long.MAX_VALUE;
      throw new IOException("failed with effect, on purpose");
    }
  }

  private Map<String, Content> changeNames() throws IOException {
    call();
    Map<String, Content> changed = new LinkedHashMap<>(names.getLast());
    names.add(changed);
    return changed;
  }

  /** Flips one bit of a file. */
  void flip(String name, int position, int bit) {
    Content content = names.getLast().get(name);
    content.forced = content.current();
    content.pending.clear();
    content.forced[position] ^= (byte) (1 << bit);
    cache.clear();
  }

  byte[] bytes(String name) {
    return names.getLast().get(name).current();
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(names.getLast().keySet());
  }

  @Override
  public DiskFile open(String name) throws IOException {
    Content content = names.getLast().get(name);
    if (content == null) {
      throw new IOException(name + " is not there");
    }
    return new OpenFile(content);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    Content content = new Content();
    changeNames().put(name, content);
    end();
    return new OpenFile(content);
  }

  @Override
  public void delete(String name) throws IOException {
    if (names.getLast().containsKey(name)) {
      changeNames().remove(name);
      end();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Map<String, Content> changed = changeNames();
    changed.put(to, changed.remove(from));
    checkpoints++;
    end();
  }

  @Override
  public void forceNames() throws IOException {
    call();
    if (!isCut) {
      Map<String, Content> last = names.getLast();
      names.clear();
      names.add(last);
    }
    end();
  }

  @Override
  public long usableBytes() {
    return usable;
  }

  @Override
  public String pathOf(String name) {
    return "/simulated/" + name;
  }

  @Override
  public void close() {}

  /** An open file. */
  private final class OpenFile implements DiskFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    private byte[] current() {
      return cache.computeIfAbsent(content, Content::current);
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      if (isCut) {
        throw new PowerCut();
      }
      if (readsFail) {
        throw new IOException("cannot be read, on purpose");
      }
      byte[] bytes = current();
      int length = (int) Math.min(target.remaining(), bytes.length - position);
      if (length > 0) {
        target.put(bytes, (int) position, length);
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      call();
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      if (position == 0 && bytes.length == HEADER && bytes[COPY_MARK_AT + Long.BYTES - 1] == 1) {
        copies++;
      }
      if (position == 0 && bytes.length == HEADER && bytes[0] == 0) {
        freed++;
      }
      Write write = new Write((int) position, bytes);
      cache.put(content, write.applyTo(current(), 0, bytes.length));
      content.pending.add(write);
      end();
    }

    @Override
    public void force() throws IOException {
      call();
      if (!isCut) {
        content.forced = current();
        content.pending.clear();
      }
      end();
    }

    @Override
    public long size() {
      return current().length;
    }

    @Override
    public void close() {}
  }
}
