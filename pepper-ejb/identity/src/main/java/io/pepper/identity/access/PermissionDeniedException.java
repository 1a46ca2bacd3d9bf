package io.pepper.identity.access;

/** An action that the account may not do. The message says which role or tag is missing. */
public class PermissionDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Permission permission;

  PermissionDeniedException(Permission permission, String missing, String account) {
    super(
        "this needs the %s, which '%s' does not have: to %s"
            .formatted(missing, account, permission.description()));
    this.permission = permission;
  }

  /** Returns the permission that was asked for. */
  public Permission permission() {
    return permission;
  }
}
