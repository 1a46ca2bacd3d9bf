package io.pepper.identity;

/** A user or token that breaks a rule. The message says which, and what is allowed. */
public class InvalidIdentityException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public InvalidIdentityException(String field, String message) {
    super(message);
    this.field = field;
  }

  /**
   * Returns the field at fault: {@code name}, {@code password}, {@code role} or {@code purpose}.
   */
  public String field() {
    return field;
  }
}
