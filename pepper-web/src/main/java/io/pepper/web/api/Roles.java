package io.pepper.web.api;

/** Names of roles; each includes the ones above it. */
public final class Roles {
  /** Reads everything but secrets. */
  public static final String VIEWER = "viewer";

  /** Also pushes, pauses, replays, purges, talks to consumers, runs and ends cron jobs. */
  public static final String OPERATOR = "operator";

  /** Also defines and deletes. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
