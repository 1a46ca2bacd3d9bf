package io.pepper.connector.fastcgi.pool;

import java.io.IOException;

/**
 * The end of an attempt whose kept connection turned out to be closed; the request may be sent on
 * another one.
 */
final class NeverStartedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeverStartedException(IOException cause) {
    super(cause);
  }
}
