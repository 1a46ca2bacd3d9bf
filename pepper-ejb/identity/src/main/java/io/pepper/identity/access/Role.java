package io.pepper.identity.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The rights of an account. Each role includes those before it. */
public enum Role {
  /** The right to see everything but secrets. */
  VIEWER,
  /**
   * The right to work with jobs, too, and to define queues and cron jobs that run no commands on
   * the node.
   */
  OPERATOR,
  /** The right to everything: commands, users, tokens, what concerns the whole cluster. */
  ADMIN;

  /** Returns the name in documents and pages: {@code admin}, {@code operator}, {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the role of that name.
   *
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

  /** Returns this role and all that it includes. */
  public Set<Role> withIncluded() {
    return EnumSet.range(VIEWER, this);
  }
}
