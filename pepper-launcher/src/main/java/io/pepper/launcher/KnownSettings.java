package io.pepper.launcher;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of all settings there are. A test holds them equal to the tables of docs/settings.md
 * and docs/protocol.md and to what the code reads.
 */
final class KnownSettings {
  static final SortedSet<String> NAMES =
      names(
          """
          pepper.admin.password
          pepper.audit.keep
          pepper.bind
          pepper.config.allow
          pepper.config.history.keep
          pepper.config.partners
          pepper.config.secrets.file
          pepper.config.secrets.keys
          pepper.config.waits
          pepper.coordination
          pepper.coordination.reconcile
          pepper.cron.alarms.retry
          pepper.cron.allow
          pepper.cron.commands
          pepper.cron.history.age
          pepper.cron.history.runs
          pepper.cron.lease
          pepper.cron.output.age
          pepper.cron.output.files
          pepper.cron.output.max-bytes
          pepper.cron.output.total-bytes
          pepper.cron.runs
          pepper.data
          pepper.database
          pepper.database.password
          pepper.database.user
          pepper.definitions
          pepper.delivery.max-form-bytes
          pepper.discovery.advertise
          pepper.discovery.allow
          pepper.discovery.client.zones
          pepper.discovery.environment
          pepper.discovery.hold
          pepper.discovery.instances
          pepper.discovery.lease
          pepper.discovery.lifetime
          pepper.discovery.polls
          pepper.discovery.protect
          pepper.discovery.protect.longest
          pepper.discovery.protect.percent
          pepper.discovery.region
          pepper.discovery.rpcx
          pepper.discovery.rpcx.cluster
          pepper.discovery.rpcx.etcd
          pepper.discovery.rpcx.schemes
          pepper.discovery.rpcx.zone
          pepper.discovery.scheduler
          pepper.discovery.zone
          pepper.fastcgi.max-children
          pepper.grace
          pepper.gorpc.buffer-bytes
          pepper.gorpc.idle-seconds
          pepper.gorpc.max-calls
          pepper.gorpc.max-calls-per-connection
          pepper.gorpc.max-connections
          pepper.gorpc.max-message-bytes
          pepper.gorpc.port
          pepper.gorpc.request-seconds
          pepper.gorpc.stop-seconds
          pepper.gorpc.write-seconds
          pepper.grpc.idle-seconds
          pepper.grpc.keepalive-answer-seconds
          pepper.grpc.keepalive-seconds
          pepper.grpc.max-calls
          pepper.grpc.max-calls-per-connection
          pepper.grpc.max-connections
          pepper.grpc.max-header-bytes
          pepper.grpc.max-message-bytes
          pepper.grpc.port
          pepper.grpc.stop-seconds
          pepper.grpc.tls
          pepper.http.max.body
          pepper.http.port
          pepper.https.hsts
          pepper.https.port
          pepper.https.redirect
          pepper.ldap.base
          pepper.ldap.bind
          pepper.ldap.filter
          pepper.ldap.groups
          pepper.ldap.groups.base
          pepper.ldap.groups.filter
          pepper.ldap.name
          pepper.ldap.password
          pepper.ldap.roles
          pepper.ldap.starttls
          pepper.ldap.timeout
          pepper.ldap.trust
          pepper.ldap.url
          pepper.ldap.user
          pepper.mail.from
          pepper.mail.host
          pepper.mail.password
          pepper.mail.port
          pepper.mail.tls
          pepper.mail.user
          pepper.node
          pepper.oidc.client-id
          pepper.oidc.client-secret
          pepper.oidc.groups
          pepper.oidc.issuer
          pepper.oidc.label
          pepper.oidc.name
          pepper.oidc.redirect
          pepper.oidc.roles
          pepper.oidc.scopes
          pepper.oidc.timeout
          pepper.oidc.trust
          pepper.resp.before-login.max-arguments
          pepper.resp.before-login.max-bulk-bytes
          pepper.resp.before-login.max-command-bytes
          pepper.resp.buffer-bytes
          pepper.resp.login-seconds
          pepper.resp.max-arguments
          pepper.resp.max-bulk-bytes
          pepper.resp.max-command-bytes
          pepper.resp.max-connections
          pepper.resp.port
          pepper.resp.stop-seconds
          pepper.resp.transaction.max-bytes
          pepper.resp.transaction.max-commands
          pepper.resp.transaction.max-jobs
          pepper.resp.write-seconds
          pepper.session.idle
          pepper.session.keep
          pepper.session.life
          pepper.store
          pepper.store.timeout
          pepper.tags
          pepper.tls.certificate
          pepper.tls.key
          pepper.tls.keystore
          pepper.tls.password
          pepper.trusted-proxies
          pepper.trusted-proxies.header
          """);

  /**
   * The variables that Pepper's own programs and the commands it runs have in their environment.
   * They are no settings, and anybody may start a Pepper from such a command.
   */
  private static final Set<String> OWN_VARIABLES =
      Set.of(
          "PEPPER_ATTEMPT",
          "PEPPER_BUS_REQUEST",
          "PEPPER_JOB",
          "PEPPER_JOB_ID",
          "PEPPER_KEY",
          "PEPPER_NODE_LIFE",
          "PEPPER_NOMINAL",
          "PEPPER_PASSWORD",
          "PEPPER_QUEUE",
          "PEPPER_REQUIRE_TOOLS",
          "PEPPER_RUN",
          "PEPPER_START_CACHE",
          "PEPPER_TEST_SECRET",
          "PEPPER_TOKEN",
          "PEPPER_TOPIC",
          "PEPPER_USER");

  private static final TreeMap<String, String> BY_VARIABLE = new TreeMap<>();

  static {
    NAMES.forEach(name -> BY_VARIABLE.put(variable(name), name));
  }

  private KnownSettings() {}

  /** Returns the environment variable of a setting, such as {@code PEPPER_HTTP_PORT}. */
  static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** Returns the setting of an environment variable, or null if it is none. */
  static String ofVariable(String variable) {
    return BY_VARIABLE.get(variable);
  }

  /**
   * Returns whether an environment variable has a purpose here although it is no setting: one of
   * Pepper's own, or one by which Kubernetes tells each container of a service that is called
   * pepper.
   */
  static boolean isOtherVariable(String variable, String value) {
    return OWN_VARIABLES.contains(variable)
        || isAddressOfService(value) && variable.matches("PEPPER_([A-Z0-9_]+_)?PORT(_\\d+_[A-Z]+)?")
        || variable.matches(
            "PEPPER_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
                + "|PORT_\\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR))");
  }

  /** Returns whether a value is Kubernetes's address of a service, such as tcp://10.0.0.1:80. */
  static boolean isAddressOfService(String value) {
    return value.matches("(tcp|udp|sctp)://.+");
  }

  private static SortedSet<String> names(String lines) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(lines.lines().toList()));
  }
}
