package io.pepper.discovery;

import io.pepper.discovery.instance.InstanceKey;

/** The failure of a change whose instance does not exist. */
public class UnknownInstanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownInstanceException(InstanceKey key) {
    super("there is no instance " + key);
  }
}
