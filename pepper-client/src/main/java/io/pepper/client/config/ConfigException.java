package io.pepper.client.config;

/** A value of the configuration cannot be given; the message says why, and what helps. */
public abstract sealed class ConfigException extends RuntimeException
    permits ConfigUnavailableException,
        HiddenSecretException,
        MissingKeyException,
        WrongTypeException {
  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }
}
