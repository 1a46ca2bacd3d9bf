package io.pepper.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody may do. Each role may also do what the ones before it may. */
public enum Role {
  /** Sees everything but secrets. */
  VIEWER,
  /** Also works with jobs: pause, resume, replay, purge, test. */
  OPERATOR,
  /** Also changes definitions, users and tokens. */
  ADMIN;

  /** As written in documents and pages: {@code admin}, {@code operator}, {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws InvalidIdentityException if there is no such role
   */
  public static Role of(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidIdentityException(
                "role", "'" + text + "' is not a role: admin, operator or viewer"));
  }

  /** This role and all it includes. */
  public Set<Role> withIncluded() {
    return EnumSet.range(VIEWER, this);
  }
}
