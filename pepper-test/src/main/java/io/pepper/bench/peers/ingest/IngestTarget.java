package io.pepper.bench.peers.ingest;

import io.pepper.bench.peers.measure.PeerUnavailableException;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Wire;

/** A server that accepts jobs. Used by one thread. */
public interface IngestTarget extends AutoCloseable {
  String name();

  /**
   * Starts it, empty.
   *
   * @throws PeerUnavailableException if this machine cannot have it
   */
  void start();

  /** Returns the port of the loopback address that takes jobs. */
  int port();

  /**
   * Returns the bytes that push one job of 100 bytes.
   *
   * @param connection from 0
   * @param pipeline jobs in one piece
   */
  Wire wire(int connection, int pipeline);

  ProcessTimes processes();

  /** Makes room, if that is cheap; called before each round. */
  void clear();

  /** Returns how many jobs lie in it. */
  long stored();

  @Override
  void close();
}
