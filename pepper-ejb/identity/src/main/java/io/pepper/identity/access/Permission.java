package io.pepper.identity.access;

/**
 * Everything that accounts can be permitted to do. Each entrance names the permission of each of
 * its actions; what nobody is asked for here cannot be done.
 */
public enum Permission {
  READ_METRICS("read the metrics", Role.VIEWER, TagRule.BOUND),
  READ_QUEUES("see queues and topics", Role.VIEWER, TagRule.BOUND),
  READ_JOBS("see jobs", Role.VIEWER, TagRule.BOUND),
  DEFINE_QUEUES("define queues", Role.OPERATOR, TagRule.BOUND),
  DELETE_QUEUES("delete queues", Role.OPERATOR, TagRule.BOUND),
  PAUSE_TOPICS("pause and resume topics", Role.OPERATOR, TagRule.BOUND),
  PUSH_JOBS("push jobs", Role.OPERATOR, TagRule.BOUND),
  REPLAY_JOBS("replay dead jobs", Role.OPERATOR, TagRule.BOUND),
  DELETE_JOBS("delete jobs", Role.OPERATOR, TagRule.BOUND),
  CALL_CONSUMERS("ping and test consumers", Role.OPERATOR, TagRule.BOUND),

  READ_CRON("see cron jobs and their runs", Role.VIEWER, TagRule.BOUND),
  DEFINE_CRON_JOBS("define cron jobs", Role.OPERATOR, TagRule.BOUND),
  DELETE_CRON_JOBS("delete cron jobs", Role.OPERATOR, TagRule.BOUND),
  DELETE_CRON_HISTORY("delete the runs of deleted cron jobs", Role.OPERATOR, TagRule.EVERY),
  PAUSE_CRON_JOBS("pause and resume cron jobs", Role.OPERATOR, TagRule.BOUND),
  RUN_CRON_JOBS("run and test cron jobs, and end runs", Role.OPERATOR, TagRule.BOUND),
  PAUSE_ALL_CRON("pause all of cron", Role.ADMIN, TagRule.EVERY),

  /** Defining a consumer or a cron job that is a command of the node. */
  DEFINE_COMMANDS("define what runs commands on the node", Role.ADMIN, TagRule.BOUND),

  /** Reading what definitions keep from others, such as the values of headers. */
  READ_SECRETS("see the secrets of definitions", Role.ADMIN, TagRule.BOUND),

  READ_DISCOVERY("see applications and instances", Role.VIEWER, TagRule.NONE),
  CHANGE_INSTANCES("drain, weigh, label and remove instances", Role.OPERATOR, TagRule.EVERY),
  CONFIGURE_APPLICATIONS("configure applications", Role.ADMIN, TagRule.EVERY),

  READ_CONFIG("see domains and their configuration", Role.VIEWER, TagRule.BOUND),
  /** Receiving what a node of a domain has, secrets in clear text. */
  RECEIVE_CONFIG("receive configuration with its secrets", Role.ADMIN, TagRule.BOUND),
  EDIT_CONFIG("edit configuration", Role.OPERATOR, TagRule.BOUND),
  PUBLISH_CONFIG("publish configuration", Role.OPERATOR, TagRule.BOUND),
  CONFIGURE_DOMAINS("create, configure and delete domains", Role.ADMIN, TagRule.BOUND),
  ROTATE_SECRETS("encrypt secrets of configuration with another key", Role.ADMIN, TagRule.EVERY),

  READ_ACCOUNTS("see users and tokens", Role.ADMIN, TagRule.EVERY),
  CHANGE_USERS("create, change and delete users", Role.ADMIN, TagRule.EVERY),
  CHANGE_TOKENS("create and revoke tokens", Role.ADMIN, TagRule.EVERY),
  END_SESSIONS("see and end the sessions of others", Role.ADMIN, TagRule.EVERY),
  READ_AUDIT("read the audit trail", Role.ADMIN, TagRule.EVERY),
  /** Seeing oneself, one's sessions, and ending these. */
  READ_OWN_ACCOUNT("see one's own account and sessions", Role.VIEWER, TagRule.NONE),
  CHANGE_OWN_ACCOUNT(
      "change one's own password, end one's own sessions", Role.VIEWER, TagRule.NONE);

  private final String description;
  private final Role role;
  private final TagRule tagRule;

  Permission(String description, Role role, TagRule tagRule) {
    this.description = description;
    this.role = role;
    this.tagRule = tagRule;
  }

  /** Returns what it permits, such as {@code define queues}. */
  public String description() {
    return description;
  }

  /** Returns the least role that has it. */
  public Role role() {
    return role;
  }

  /** Returns how it depends on tags. */
  TagRule tagRule() {
    return tagRule;
  }
}
