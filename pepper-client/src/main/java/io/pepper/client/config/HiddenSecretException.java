package io.pepper.client.config;

/** The key is a secret, which the server does not show to this token. */
public final class HiddenSecretException extends ConfigException {
  private static final long serialVersionUID = 1;

  HiddenSecretException(String message) {
    super(message);
  }
}
