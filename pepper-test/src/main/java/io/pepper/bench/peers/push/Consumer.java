package io.pepper.bench.peers.push;

import io.pepper.bench.peers.measure.ProcessTimes;

/** What Pepper pushes to. Used by one thread. */
interface Consumer extends AutoCloseable {
  /** Starts it. */
  void start();

  /** Returns the queue document's {@code delivery}. */
  String delivery();

  /** Adds its processes. */
  ProcessTimes addTo(ProcessTimes processes);

  @Override
  void close();
}
