package io.pepper.bus.local;

/** What came of a question to a pool. */
public enum PoolAnswer {
  /** A FastCGI server answered. */
  ANSWERS,
  /** The user that runs Pepper may not open the socket. */
  FORBIDDEN,
  /** Connections are taken, but nothing is answered in time: all children are busy. */
  SILENT,
  /** Nothing listens there. */
  ABSENT,
  /** What listens there is no FastCGI server. */
  OTHER
}
