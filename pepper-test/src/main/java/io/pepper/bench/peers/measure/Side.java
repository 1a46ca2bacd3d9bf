package io.pepper.bench.peers.measure;

import java.time.Duration;

/** One column of a row: Pepper, an earlier build of it, or a peer. Used by one thread. */
public interface Side extends AutoCloseable {
  /** Returns its name and what matters of how it is set up. */
  String name();

  /**
   * Starts its servers, with nothing in them.
   *
   * @throws PeerUnavailableException if this machine cannot have them
   */
  void start();

  /** Measures once; what it measured before may still lie in its servers. */
  Measurement measure(Duration time);

  /** Ends what {@link #start} began, if anything, and removes its folders. */
  @Override
  void close();
}
