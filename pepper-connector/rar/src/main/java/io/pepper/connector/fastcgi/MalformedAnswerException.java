package io.pepper.connector.fastcgi;

/** The peer's bytes are not FastCGI, or what they carry is not a CGI answer. */
final class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }
}
