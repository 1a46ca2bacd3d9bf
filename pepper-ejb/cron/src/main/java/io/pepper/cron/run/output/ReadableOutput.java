package io.pepper.cron.run.output;

/**
 * The output of a run, for reading; it grows while the run goes on. Safe for any number of threads.
 */
public interface ReadableOutput {
  /** Returns the number of bytes that can be read by now. */
  long length();

  /**
   * @param from 0 to {@link #length}; beyond it there is nothing
   * @param max 1 to 1 MiB; more is not read at once
   * @return up to {@code max} bytes, none if there are no more yet
   */
  byte[] read(long from, int max);

  /** Reads a part as text; a character that the cut splits is left for the next part. */
  default OutputPart part(long from, int max) {
    return OutputPart.of(read(from, max), from);
  }
}
