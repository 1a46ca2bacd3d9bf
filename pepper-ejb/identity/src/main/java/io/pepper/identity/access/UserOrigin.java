package io.pepper.identity.access;

import java.util.Locale;

/** Where a user's password is checked. */
public enum UserOrigin {
  /** Here: only these users have a password in the database. */
  LOCAL,
  /** By a directory server. */
  LDAP,
  /** By an OpenID provider. */
  OIDC;

  /** Returns the name in documents and pages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
