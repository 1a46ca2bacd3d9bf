package io.pepper.client.call;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;

/** The failures that mean that an instance could not be reached. */
public final class Failures {
  private Failures() {}

  /**
   * Returns whether the failure is an {@link IOException}, unless it means that time was up or that
   * the thread was interrupted: then the request may be under way. What the service itself answered
   * should be another exception.
   */
  public static boolean isUnreachable(Exception failure) {
    if (failure instanceof HttpTimeoutException) {
      return failure instanceof HttpConnectTimeoutException;
    }
    return failure instanceof IOException && !(failure instanceof InterruptedIOException);
  }

  /** Returns whether the failure is never tried again, whatever a predicate says. */
  static boolean isCancellation(Exception failure) {
    return failure instanceof InterruptedException
        || failure instanceof CancellationException
        || Thread.currentThread().isInterrupted();
  }
}
