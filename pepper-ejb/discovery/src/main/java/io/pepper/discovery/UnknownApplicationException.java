package io.pepper.discovery;

import io.pepper.discovery.instance.AppKey;

/** The application has neither instances nor settings. */
public class UnknownApplicationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownApplicationException(AppKey key) {
    super("there is no application " + key);
  }
}
