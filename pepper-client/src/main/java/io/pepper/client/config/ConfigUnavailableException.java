package io.pepper.client.config;

/** The file is not known yet: no server has given it, and there is no snapshot of it. */
public final class ConfigUnavailableException extends ConfigException {
  private static final long serialVersionUID = 1;

  ConfigUnavailableException(String message) {
    super(message);
  }
}
