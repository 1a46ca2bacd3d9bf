package io.pepper.config.value;

/** A part of a text that its format does not accept. */
final class RefusedPartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String part;

  /**
   * Creates the refusal, without a stack trace, since it is always turned into an {@link
   * InvalidValueException}.
   *
   * @param part the smallest piece of the text that shows the mistake
   */
  RefusedPartException(String part) {
    super(part, null, false, false);
    this.part = part;
  }

  String part() {
    return part;
  }
}
