package io.pepper.identity.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rights of the programs that hold a token. */
public enum TokenScope {
  /** Reading the metrics, and nothing else. */
  METRICS(null, Set.of()),
  /** Receiving configuration as a node does, with its secrets, and nothing else. */
  CONFIG(null, Set.of(Permission.READ_CONFIG, Permission.RECEIVE_CONFIG)),
  /** What a {@link Role#VIEWER} may do. */
  READ(Role.VIEWER, Set.of()),
  /** What an {@link Role#OPERATOR} may do. */
  OPERATE(Role.OPERATOR, Set.of()),
  /** What an {@link Role#ADMIN} may do. */
  ADMIN(Role.ADMIN, Set.of());

  private final Role role;
  private final Set<Permission> permissions;

  TokenScope(Role role, Set<Permission> permissions) {
    this.role = role;
    this.permissions = permissions;
  }

  /** Returns what it permits besides its role, and besides reading the metrics. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** Returns the role that it comes to; empty for those that are for one purpose. */
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
                "scope", "'" + text + "' is not a scope: metrics, config, read, operate or admin"));
  }
}
