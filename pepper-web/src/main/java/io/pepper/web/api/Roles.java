package io.pepper.web.api;

/** The names of roles; each includes the ones above it. */
public final class Roles {
  /** The role that reads everything but secrets. */
  public static final String VIEWER = "viewer";

  /** The role that also works with jobs, and defines queues and cron jobs that run no commands. */
  public static final String OPERATOR = "operator";

  /** The role that does everything. */
  public static final String ADMIN = "admin";

  /** The role of tokens that receive configuration; no other includes it. */
  public static final String CONFIG = "config";

  private Roles() {}
}
