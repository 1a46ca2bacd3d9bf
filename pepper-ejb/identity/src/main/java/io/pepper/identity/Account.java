package io.pepper.identity;

import java.util.Set;

/**
 * A person or program that has logged in.
 *
 * @param name of the user, or {@code token:} and the token's purpose
 * @param roles all roles they may act in: an admin has all three
 */
public record Account(String name, Set<Role> roles) {
  public Account {
    roles = Set.copyOf(roles);
  }

  public boolean may(Role role) {
    return roles.contains(role);
  }
}
