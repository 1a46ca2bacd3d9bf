package io.pepper.web.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** A request that cannot be served as it is; carries the finished problem document. */
public final class Refusal extends WebApplicationException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Refusal(Problem problem) {
    super(problem.toString(), problem.toResponse().build());
    this.problem = problem;
  }

  /** Returns what is wrong, for people. */
  public String detail() {
    return problem.detail();
  }

  /** Returns the refusal of the value of a field, parameter or path segment. */
  public static Refusal of(String field, String detail) {
    return new Refusal(Problem.of(Response.Status.BAD_REQUEST, detail).at(field));
  }

  public static Refusal of(Response.StatusType status, String detail) {
    return new Refusal(Problem.of(status, detail));
  }

  public static Refusal of(Response.StatusType status, String field, String detail) {
    return new Refusal(Problem.of(status, detail).at(field));
  }
}
