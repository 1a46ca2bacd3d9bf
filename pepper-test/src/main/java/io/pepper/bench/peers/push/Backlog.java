package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.PeerUnavailableException;
import io.pepper.bench.peers.measure.ProcessTimes;

/** A queue with its workers. Used by one thread. */
interface Backlog extends AutoCloseable {
  String name();

  /**
   * Starts everything, the workers held back.
   *
   * @throws PeerUnavailableException if this machine cannot have it
   */
  void start();

  /** Holds the workers back and stores that many jobs of 64 bytes. */
  void load(int jobs);

  /** Lets the workers go. */
  void release();

  /** Returns how many jobs wait. */
  long left();

  /**
   * Checks that all jobs were done.
   *
   * @throws IllegalStateException if one failed
   */
  void check();

  ProcessTimes processes();

  @Override
  void close();
}
