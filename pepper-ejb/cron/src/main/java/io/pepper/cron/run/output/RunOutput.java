package io.pepper.cron.run.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The output of one attempt: its beginning and end in memory, the whole of it in a file up to a
 * limit ({@code pepper.cron.output.max-bytes}). Readable while it grows and afterwards. Safe for
 * any number of threads; methods may wait for the disk.
 */
public final class RunOutput implements ReadableOutput {
  // No monitor: a virtual thread that waits for the disk in one would hold its carrier.
  private final ReentrantLock lock = new ReentrantLock();
  private final HeadAndTail memory = new HeadAndTail();
  private final OutputFile file;
  private final LongConsumer closing;
  private boolean closed;

  /**
   * @param closing receives the length of the file that stays; 0 for none
   */
  RunOutput(OutputFile file, LongConsumer closing) {
    this.file = file;
    this.closing = closing;
  }

  /** Appends printed bytes; drops them after {@link #close}. */
  public void append(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (!closed) {
        memory.append(bytes, offset, length);
        file.append(bytes, offset, length);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Appends a line of its own, whatever was printed before it. */
  public void appendLine(String line) {
    lock.lock();
    try {
      append((memory.endsALine() ? "" : "\n") + line + "\n");
    } finally {
      lock.unlock();
    }
  }

  public void append(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    append(bytes, 0, bytes.length);
  }

  /** Returns the number of bytes printed, kept or not. */
  public long total() {
    lock.lock();
    try {
      return memory.total();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the first 16 KiB and the last 48 KiB, between them a line that says how much is
   * missing, or the whole if it is not longer. Bytes that are no text show as replacement
   * characters.
   */
  public String excerpt() {
    lock.lock();
    try {
      return memory.text();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long length() {
    lock.lock();
    try {
      return memory.isWhole() ? memory.total() : file.length();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] read(long from, int max) {
    lock.lock();
    try {
      return memory.isWhole() ? memory.read(from, max) : file.read(from, max);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it. The file stays only if the excerpt does not hold everything. */
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        boolean keep = !memory.isWhole();
        file.close(keep);
        closing.accept(keep ? file.length() : 0);
      }
    } finally {
      lock.unlock();
    }
  }
}
