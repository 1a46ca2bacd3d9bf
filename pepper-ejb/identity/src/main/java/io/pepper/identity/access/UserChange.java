package io.pepper.identity.access;

import java.util.Optional;

/** A change of a user; what is empty stays as it is. */
public record UserChange(
    Optional<Role> role, Optional<AllowedTags> tags, Optional<Boolean> disabled) {
  public static UserChange of(Role role) {
    return new UserChange(Optional.of(role), Optional.empty(), Optional.empty());
  }

  public static UserChange of(AllowedTags tags) {
    return new UserChange(Optional.empty(), Optional.of(tags), Optional.empty());
  }

  public static UserChange disabled(boolean disabled) {
    return new UserChange(Optional.empty(), Optional.empty(), Optional.of(disabled));
  }
}
