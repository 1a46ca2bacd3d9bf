package io.pepper.bench.peers.idle;

import io.pepper.bench.peers.measure.PeerUnavailableException;
import io.pepper.bench.peers.measure.ProcessTimes;
import java.nio.file.Path;

/** A queue with a worker that has nothing to do. Used by one thread. */
interface IdleQueue extends AutoCloseable {
  String name();

  /**
   * Starts everything.
   *
   * @param delays file that gets a line for each job: how long after its push it began, in
   *     nanoseconds of the kernel's monotonic clock
   * @throws PeerUnavailableException if this machine cannot have it
   */
  void start(Path delays);

  /** Pushes a job that says when it was pushed, and waits until that is acknowledged. */
  void push();

  /**
   * Returns after how many milliseconds its worker looks for jobs again; 0 if it is told of them.
   */
  default int pollMillis() {
    return 0;
  }

  ProcessTimes processes();

  @Override
  void close();
}
