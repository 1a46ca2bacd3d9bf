package io.pepper.client;

import java.time.Duration;
import java.util.Map;

/**
 * An instance that this process keeps registered until it is closed. Safe for any number of
 * threads.
 */
public interface Registered extends AutoCloseable {
  /** Returns what is registered now. */
  Registration registration();

  /** Returns whether a server has it, as far as the last answer goes. */
  boolean isRegistered();

  /**
   * Changes the status. Does not wait for servers longer than one request to each may take; if none
   * can be reached they get it when they are back.
   *
   * @throws IllegalStateException if it is closed
   */
  void set(Status status);

  /**
   * Adds to the metadata, or replaces values; waits as {@link #set(Status)} does.
   *
   * @throws IllegalStateException if it is closed
   */
  void set(Map<String, String> metadata);

  /**
   * Says how loaded the instance is, for {@code Selectors.leastLoad}. Returns at once; at most one
   * report a second is sent, the newest, and one that gets lost is not missed.
   *
   * @param load 0 or more
   * @throws IllegalArgumentException if the load is negative or no number
   */
  void reportLoad(double load);

  /**
   * Takes no more traffic: becomes {@link Status#WAITING}, then waits until consumers know.
   *
   * @param pause how long to wait, such as 5 s; ends early if the thread is interrupted
   */
  default void drain(Duration pause) {
    set(Status.WAITING);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Removes the instance. Waits for a server a few seconds at most; does nothing the second time.
   */
  @Override
  void close();
}
