package io.pepper.config.codegen;

/** Files, or arguments, that no code can be generated from; the message is one line. */
final class CodegenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CodegenException(String message) {
    super(message);
  }

  CodegenException(String message, Throwable cause) {
    super(message, cause);
  }
}
