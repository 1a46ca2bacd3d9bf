package io.pepper.definition;

/** A definition that cannot be used. It names the field and what it may hold. */
public class InvalidDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * Creates a problem of one field.
   *
   * @param field where, as a path such as {@code topics.mail.workers}
   * @param problem what is wrong and what is allowed
   */
  public InvalidDefinitionException(String field, String problem) {
    super(field.isEmpty() ? problem : field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  public String field() {
    return field;
  }

  public String problem() {
    return problem;
  }

  /**
   * Returns the same problem, seen from the object that holds this one.
   *
   * @param outer where it holds this one; empty if it is this one
   */
  public InvalidDefinitionException within(String outer) {
    if (outer.isEmpty()) {
      return this;
    }
    String path = field.isEmpty() ? outer : outer + "." + field;
    return new InvalidDefinitionException(path, problem);
  }
}
