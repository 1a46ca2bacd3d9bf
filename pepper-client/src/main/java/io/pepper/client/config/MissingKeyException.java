package io.pepper.client.config;

/** The file has no such key. */
public final class MissingKeyException extends ConfigException {
  private static final long serialVersionUID = 1;

  MissingKeyException(String message) {
    super(message);
  }
}
