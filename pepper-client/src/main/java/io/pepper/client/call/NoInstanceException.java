package io.pepper.client.call;

import java.io.IOException;

/** The failure of a call without an instance to call. */
public final class NoInstanceException extends IOException {
  private static final long serialVersionUID = 1;

  NoInstanceException(String message) {
    super(message);
  }
}
