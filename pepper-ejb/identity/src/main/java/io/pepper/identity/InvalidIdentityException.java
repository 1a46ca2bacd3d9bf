package io.pepper.identity;

/** A user or token cannot be as asked for. The message says why, and what is allowed. */
public class InvalidIdentityException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidIdentityException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field at fault: {@code name}, {@code password}, {@code role} or {@code purpose}. */
  public String field() {
    return field;
  }
}
