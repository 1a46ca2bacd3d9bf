package io.pepper.store.embedded;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Arrays;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * One file in memory, below {@code mortal:}, whose process crashes during a chosen write. One test
 * at a time.
 */
public final class CrashingDisk extends FilePathWrapper {
  static final String SCHEME = "mortal";
  private static final int PAGE = 4 << 10;

  private static byte[] bytes;
  private static int size;
  private static long callsLeft;
  private static int percentOfLast;
  private static boolean dead;

  /** Thrown by the call in which the process dies, and by all after it. */
  static final class Death extends Error {
    private Death() {
      super("killed, on purpose", null, false, false);
    }
  }

  /** Without a file. */
  static void format() {
    FilePath.register(new CrashingDisk());
    bytes = new byte[64 << 10];
    size = 0;
    revive();
  }

  /**
   * @param calls how many writes, truncations and forces from now
   * @param percent how much of the last write is done, in whole pages
   */
  static void dieAt(long calls, int percent) {
    callsLeft = calls;
    percentOfLast = percent;
  }

  static void revive() {
    dead = false;
    callsLeft = Long.MAX_VALUE;
  }

  static boolean isDead() {
    return dead;
  }

  private static boolean isLast() {
    if (dead) {
      throw new Death();
    }
    return --callsLeft == 0;
  }

  private static void die() {
    dead = true;
    throw new Death();
  }

  private static void put(long position, ByteBuffer source, int length) {
    int end = Math.toIntExact(position + length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    if (position > size) {
      Arrays.fill(bytes, size, (int) position, (byte) 0);
    }
    source.get(bytes, (int) position, length);
    size = Math.max(size, end);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FilePathWrapper getParent() {
    return null;
  }

  @Override
  public boolean exists() {
    return size > 0;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public FileChannel open(String mode) {
    return new Channel();
  }

  private static final class Channel extends FileBase {
    @Override
    public int write(ByteBuffer source, long position) {
      int length = source.remaining();
      if (isLast()) {
        int done = length * percentOfLast / 100;
        put(position, source, done < length ? done / PAGE * PAGE : length);
        die();
      }
      put(position, source, length);
      return length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int length = (int) Math.min(target.remaining(), size - position);
      if (length <= 0) {
        return -1;
      }
      target.put(bytes, (int) position, length);
      return length;
    }

    @Override
    public void force(boolean metaData) {
      if (isLast()) {
        die();
      }
    }

    @Override
    public FileChannel truncate(long length) {
      if (isLast()) {
        die();
      }
      size = (int) Math.min(size, length);
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public FileLock tryLock(long position, long length, boolean shared) {
      return new FileLock((FileChannel) this, position, length, shared) {
        @Override
        public boolean isValid() {
          return true;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException("positions are always given");
    }

    @Override
    public int read(ByteBuffer target) {
      throw new UnsupportedOperationException("positions are always given");
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException("positions are always given");
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException("positions are always given");
    }

    @Override
    protected void implCloseChannel() {}
  }
}
