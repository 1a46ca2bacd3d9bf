package io.pepper.web.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A stream that keeps its first bytes, and compresses all of them once there are more than {@value
 * #MAX_PLAIN}: for less it is not worth it. For one thread.
 */
final class GzipBeyond extends OutputStream {
  static final int MAX_PLAIN = 2048;

  private final OutputStream plain;
  private final Runnable beforeGzip;
  private final byte[] first = new byte[MAX_PLAIN];
  private int kept;
  private GZIPOutputStream gzip;

  /**
   * Creates a stream.
   *
   * @param plain where the bytes go
   * @param beforeGzip called before the first compressed byte, to say so in the headers
   */
  GzipBeyond(OutputStream plain, Runnable beforeGzip) {
    this.plain = plain;
    this.beforeGzip = beforeGzip;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (gzip == null && kept + length <= MAX_PLAIN) {
      System.arraycopy(bytes, from, first, kept, length);
      kept += length;
      return;
    }
    if (gzip == null) {
      beforeGzip.run();
      gzip = new GZIPOutputStream(plain);
      gzip.write(first, 0, kept);
    }
    gzip.write(bytes, from, length);
  }

  /** Does nothing: what is written goes on when it is finished, or does not fit here any more. */
  @Override
  public void flush() {}

  /** Does nothing: the stream that it writes to is the server's. */
  @Override
  public void close() {}

  /** Writes what is left. */
  void finish() throws IOException {
    if (gzip != null) {
      gzip.finish();
    } else {
      plain.write(first, 0, kept);
    }
    plain.flush();
  }
}
