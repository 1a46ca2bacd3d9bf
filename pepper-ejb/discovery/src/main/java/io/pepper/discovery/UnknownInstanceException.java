package io.pepper.discovery;

import io.pepper.discovery.instance.InstanceKey;

/** There is no such instance. */
public class UnknownInstanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownInstanceException(InstanceKey key) {
    super("there is no instance " + key);
  }
}
