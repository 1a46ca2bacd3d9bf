package io.pepper.connector.fastcgi.pool;

/** What a child does with a kept connection. */
enum ChildState {
  /** It waits for a request. */
  READY,
  /** It is still busy with the request before. */
  BUSY,
  /** It has closed the connection, or said something nobody asked for. */
  GONE
}
