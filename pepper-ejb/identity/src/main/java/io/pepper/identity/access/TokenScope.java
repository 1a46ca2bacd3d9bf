package io.pepper.identity.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of the programs that hold a token. */
public enum TokenScope {
  /** Reading the metrics, and nothing else. */
  METRICS(null),
  /** What a {@link Role#VIEWER} may do. */
  READ(Role.VIEWER),
  /** What an {@link Role#OPERATOR} may do. */
  OPERATE(Role.OPERATOR),
  /** What an {@link Role#ADMIN} may do. */
  ADMIN(Role.ADMIN);

  private final Role role;

  TokenScope(Role role) {
    this.role = role;
  }

  /** Returns the role that it comes to; empty for one that may only read the metrics. */
  public Optional<Role> role() {
    return Optional.ofNullable(role);
  }

  /** Returns the name in documents and pages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the scope of that name.
   *
   * @throws InvalidIdentityException if there is no such scope
   */
  public static TokenScope of(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidIdentityException(
                "scope", "'" + text + "' is not a scope: metrics, read, operate or admin"));
  }
}
