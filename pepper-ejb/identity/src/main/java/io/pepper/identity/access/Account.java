package io.pepper.identity.access;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A person or program that has logged in, and what it may do.
 *
 * @param name of the user, or {@code token:} and the token's name
 * @param role empty for a token that is for one purpose, such as reading the metrics
 * @param tags what a queue or cron job must have for the account to do with it; an admin's are
 *     every tag
 * @param permissions what it may do besides its role
 */
public record Account(
    String name, Optional<Role> role, AllowedTags tags, Set<Permission> permissions) {
  /** The container's role of everybody who may read the metrics. */
  public static final String METRICS = "metrics";

  /** The container's role of tokens that may receive configuration, and nothing else. */
  public static final String CONFIG = "config";

  private static final String EVERY_TAG = "right to every tag";

  public Account {
    permissions = Set.copyOf(permissions);
    tags = role.filter(Role.ADMIN::equals).isPresent() ? AllowedTags.EVERY : tags;
  }

  /** Returns the account of a user. */
  public static Account of(String name, Role role, AllowedTags tags) {
    return new Account(name, Optional.of(role), tags, Set.of());
  }

  /** Returns the names of all roles it may act in: an admin has all of them. */
  public Set<String> roles() {
    Set<String> roles = new TreeSet<>(Set.of(METRICS));
    if (permissions.contains(Permission.RECEIVE_CONFIG)) {
      roles.add(CONFIG);
    }
    role.ifPresent(highest -> highest.withIncluded().forEach(each -> roles.add(each.text())));
    return roles;
  }

  public boolean may(Role wanted) {
    return role.filter(has -> has.compareTo(wanted) >= 0).isPresent();
  }

  /** Returns whether it has the permission, for some tags at least. */
  public boolean may(Permission permission) {
    return hasRoleFor(permission) && (permission.tagRule() != TagRule.EVERY || tags.isEvery());
  }

  /** Returns whether it has the permission for what has all these tags. */
  public boolean may(Permission permission, Collection<String> all) {
    return may(permission) && (tags.isEvery() || !all.isEmpty()) && tags.missing(all).isEmpty();
  }

  private boolean hasRoleFor(Permission permission) {
    return permission == Permission.READ_METRICS
        || permissions.contains(permission)
        || may(permission.role());
  }

  /**
   * Checks that it has the permission, for some tags at least.
   *
   * @throws PermissionDeniedException naming what is missing
   */
  public void require(Permission permission) {
    if (!hasRoleFor(permission)) {
      throw new PermissionDeniedException(permission, "role " + permission.role().text(), name);
    }
    if (!may(permission)) {
      throw new PermissionDeniedException(permission, EVERY_TAG, name);
    }
  }

  /**
   * Checks that it has the permission for what has all these tags. What has none may be given any:
   * it is for accounts with every tag.
   *
   * @throws PermissionDeniedException naming what is missing
   */
  public void require(Permission permission, Collection<String> all) {
    require(permission);
    if (all.isEmpty() && !tags.isEvery()) {
      throw new PermissionDeniedException(permission, EVERY_TAG, name);
    }
    tags.missing(all)
        .ifPresent(tag -> {
          throw new PermissionDeniedException(permission, "tag '" + tag + "'", name);
        });
  }
}
