package io.pepper.connector.tls;

/**
 * Files of which no key for TLS can be made. The message is one line that names the setting and
 * what to do.
 */
public final class KeyFilesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  KeyFilesException(String message) {
    super(message.replaceAll("\\R", " "));
  }

  KeyFilesException(String message, Throwable cause) {
    super(message.replaceAll("\\R", " "), cause);
  }
}
