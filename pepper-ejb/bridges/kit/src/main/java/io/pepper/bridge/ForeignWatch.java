package io.pepper.bridge;

/** A watch of a path in a foreign registry. Safe for any number of threads. */
public interface ForeignWatch extends AutoCloseable {
  /** Returns whether it signals nothing any more, for whatever reason. Never blocks. */
  boolean isEnded();

  /** Ends the watch. What is signalled afterwards does no harm. */
  @Override
  void close();
}
