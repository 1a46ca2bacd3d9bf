package io.pepper.bench.peers.start;

import io.pepper.bench.peers.measure.PeerUnavailableException;

/** A server whose start is measured. Used by one thread. */
interface StartedServer extends AutoCloseable {
  String name();

  /**
   * Makes what a start needs and is no part of it.
   *
   * @throws PeerUnavailableException if this machine cannot have it
   */
  void prepare();

  /** Starts it, and returns when it is ready. */
  void run();

  /** Returns its process id. */
  long pid();

  /** Ends it, if it runs, and removes what {@link #prepare} made. */
  @Override
  void close();
}
