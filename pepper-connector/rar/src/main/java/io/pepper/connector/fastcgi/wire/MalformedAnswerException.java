package io.pepper.connector.fastcgi.wire;

/** The peer's bytes are not FastCGI, or what they carry is not a CGI answer. */
public final class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }
}
