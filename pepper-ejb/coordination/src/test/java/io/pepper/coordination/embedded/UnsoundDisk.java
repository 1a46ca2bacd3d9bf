package io.pepper.coordination.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Real files below {@code unsound:}, on a disk that can be made slow or full, for tests. One test
 * at a time.
 */
public final class UnsoundDisk extends FilePathWrapper {
  private static final String SCHEME = "unsound";

  /** What goes wrong. */
  enum Fault {
    NONE,
    WRITING,
    FORCING
  }

  private static volatile Fault fault = Fault.NONE;
  private static volatile CountDownLatch gate = new CountDownLatch(0);
  private static volatile boolean held;

  /** A file on this disk, which is sound until it is told otherwise. */
  static KeyFile file(Path folder) {
    FilePath.register(new UnsoundDisk());
    fail(Fault.NONE);
    release();
    return new KeyFile(folder, SCHEME + ":");
  }

  /** From the next call on; a force that is held is not affected. */
  static void fail(Fault what) {
    fault = what;
  }

  /** No force returns until {@link #release}. */
  static void hold() {
    gate = new CountDownLatch(1);
  }

  static void release() {
    gate.countDown();
    held = false;
  }

  /** Whether a force is being held. */
  static boolean isHeld() {
    return held;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static final class Channel extends FileBase {
    private final FileChannel sound;

    Channel(FileChannel sound) {
      this.sound = sound;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      if (fault == Fault.WRITING) {
        throw new IOException("no space left on the device, on purpose");
      }
      return sound.write(bytes, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = write(bytes, sound.position());
      sound.position(sound.position() + written);
      return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      Fault atOnce = fault;
      CountDownLatch mine = gate;
      held = mine.getCount() > 0;
      try {
        mine.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("forcing was interrupted");
      }
      if (atOnce == Fault.FORCING) {
        throw new IOException("forcing failed, on purpose");
      }
      sound.force(metaData);
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      return sound.read(bytes, position);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return sound.read(bytes);
    }

    @Override
    public long size() throws IOException {
      return sound.size();
    }

    @Override
    public long position() throws IOException {
      return sound.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      sound.position(position);
      return this;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      sound.truncate(size);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return sound.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      sound.close();
    }
  }
}
