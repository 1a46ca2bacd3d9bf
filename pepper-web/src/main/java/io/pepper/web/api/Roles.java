package io.pepper.web.api;

/** Names of roles; each includes the ones above it. */
final class Roles {
  /** Reads everything but secrets. */
  static final String VIEWER = "viewer";

  /** Also pushes, pauses, replays, purges, talks to consumers, runs and ends cron jobs. */
  static final String OPERATOR = "operator";

  /** Also defines and deletes. */
  static final String ADMIN = "admin";

  private Roles() {}
}
