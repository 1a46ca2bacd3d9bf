package io.pepper.cron.run.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.settings.Privacy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The file that a run's output goes to, up to a limit; there from the first byte on. A disk that
 * takes no more costs the rest of the output, never the run. Used by one thread at a time.
 */
final class OutputFile {
  private static final System.Logger LOG = System.getLogger(OutputFile.class.getName());
  private static final int MAX_READ_BYTES = 1 << 20;

  private final Path path;
  private final long limit;
  // Not a channel: an interrupt of a reader or writer would close it for all.
  private RandomAccessFile file;
  private long length;
  private boolean ended;

  OutputFile(Path path, long limit) {
    this.path = path;
    this.limit = limit;
  }

  /** Returns bytes of a closed file; none if it cannot be read. */
  static byte[] read(Path path, long from, int max) {
    try (RandomAccessFile kept = new RandomAccessFile(path.toFile(), "r")) {
      return read(kept, kept.length(), from, max);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  void append(byte[] bytes, int offset, int count) {
    if (ended || count == 0) {
      return;
    }
    try {
      int taken = (int) Math.min(count, limit - length);
      write(bytes, offset, taken);
      if (taken < count) {
        ended = true;
        byte[] notice =
            ("\n… the rest was left out: only " + limit + " bytes of a run are kept\n")
                .getBytes(UTF_8);
        write(notice, 0, notice.length);
      }
    } catch (IOException e) {
      ended = true;
      LOG.log(
          Level.WARNING,
          "the output of run {0} is kept only in part: {1}",
          path.getFileName(),
          e.getMessage());
    }
  }

  long length() {
    return length;
  }

  byte[] read(long from, int max) {
    if (file == null) {
      return read(path, from, max);
    }
    try {
      return read(file, length, from, max);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /**
   * @param keep whether it stays for {@link OutputFiles#find}
   */
  void close(boolean keep) {
    ended = true;
    try {
      if (file != null) {
        file.close();
        file = null;
      }
      if (!keep) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot close or delete {0}: {1}", path, e.getMessage());
    }
  }

  private void write(byte[] bytes, int offset, int count) throws IOException {
    if (file == null) {
      Files.deleteIfExists(path);
      Files.createFile(path, Privacy.file());
      file = new RandomAccessFile(path.toFile(), "rw");
    }
    file.seek(length);
    file.write(bytes, offset, count);
    length += count;
  }

  private static byte[] read(RandomAccessFile file, long length, long from, int max)
      throws IOException {
    int count = (int) Math.max(0, Math.min(Math.min(max, MAX_READ_BYTES), length - from));
    byte[] read = new byte[count];
    if (count > 0) {
      file.seek(from);
      int got = file.read(read);
      return got == count ? read : Arrays.copyOf(read, Math.max(0, got));
    }
    return read;
  }
}
