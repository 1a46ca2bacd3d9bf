package io.pepper.connector.fastcgi.pool;

/** The state of the child behind a kept connection. */
enum ChildState {
  /** The child waits for a request. */
  READY,
  /** The child is still busy with the request before. */
  BUSY,
  /** The child has closed the connection, or sent something that was not asked for. */
  GONE
}
