package io.pepper.identity.access;

/** A user or token that breaks a rule. The message says which, and what is allowed. */
public class InvalidIdentityException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidIdentityException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Returns the field at fault, such as {@code name}, {@code password} or {@code tags}. */
  public String field() {
    return field;
  }
}
