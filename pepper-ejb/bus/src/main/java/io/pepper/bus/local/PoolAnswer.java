package io.pepper.bus.local;

/** The outcome of a question to a pool. */
public enum PoolAnswer {
  /** A FastCGI server answered. */
  ANSWERS,
  /** The user that runs Pepper may not open the socket. */
  FORBIDDEN,
  /** Connections are taken, but nothing is answered in time: all children are busy. */
  SILENT,
  /** Nothing listens there. */
  ABSENT,
  /** An answer of something that is no FastCGI server. */
  OTHER
}
