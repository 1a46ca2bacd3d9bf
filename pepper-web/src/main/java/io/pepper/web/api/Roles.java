package io.pepper.web.api;

/** The names of roles; each includes the ones above it. */
public final class Roles {
  /** The role that reads everything but secrets. */
  public static final String VIEWER = "viewer";

  /**
   * The role that also pushes, pauses, replays, purges, talks to consumers, runs and ends cron
   * jobs.
   */
  public static final String OPERATOR = "operator";

  /** The role that also defines and deletes. */
  public static final String ADMIN = "admin";

  private Roles() {}
}
