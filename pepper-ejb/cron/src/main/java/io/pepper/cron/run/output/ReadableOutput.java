package io.pepper.cron.run.output;

/**
 * What a run has printed, for reading; grows while the run runs. Safe for any number of threads.
 */
public interface ReadableOutput {
  /** How many bytes can be read by now. */
  long length();

  /**
   * @param from 0 to {@link #length}; beyond it there is nothing
   * @param max 1 to 1 MiB; more is not read at once
   * @return up to {@code max} bytes, none if there are no more yet
   */
  byte[] read(long from, int max);

  /** The same as text: a character that a cut splits is left for the next part. */
  default OutputPart part(long from, int max) {
    return OutputPart.of(read(from, max), from);
  }
}
