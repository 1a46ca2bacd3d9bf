package io.pepper.connector.fastcgi.wire;

/** The failure of an answer whose bytes are not FastCGI, or whose content is not a CGI answer. */
public final class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }
}
