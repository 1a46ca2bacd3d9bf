package io.pepper.config.status;

import io.pepper.config.definition.DomainName;

/** The keys in Coordination: of a domain, each server has a row of numbered reports. */
final class StatusKeys {
  private static final String SERVERS = "config/servers/";
  private static final String REPORTS = "config/reports/";

  private StatusKeys() {}

  static String server(String name) {
    return SERVERS + name;
  }

  /** Returns the beginning of the keys of all reports about a domain. */
  static String of(DomainName domain) {
    return REPORTS + domain + "/";
  }

  /** Returns the beginning of the keys of a server's reports about a domain. */
  static String of(DomainName domain, String server) {
    return of(domain) + server + "/";
  }

  static String report(DomainName domain, String server, int number) {
    return of(domain, server) + number;
  }
}
