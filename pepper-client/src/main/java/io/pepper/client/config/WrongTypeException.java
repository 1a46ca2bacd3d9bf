package io.pepper.client.config;

/** The key is of another type than it is asked for. */
public final class WrongTypeException extends ConfigException {
  private static final long serialVersionUID = 1;

  WrongTypeException(String message) {
    super(message);
  }
}
