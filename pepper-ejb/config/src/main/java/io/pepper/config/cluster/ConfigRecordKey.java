package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.util.Comparator;

/**
 * The key of a record; those of one domain follow each other.
 *
 * @param name of the file, or the version; empty for the domain itself
 */
record ConfigRecordKey(DomainName domain, ConfigRecordKind kind, String name)
    implements Comparable<ConfigRecordKey> {
  private static final Comparator<ConfigRecordKey> ORDER =
      Comparator.comparing(ConfigRecordKey::domain)
          .thenComparing(ConfigRecordKey::kind)
          .thenComparing(ConfigRecordKey::name);

  static ConfigRecordKey of(DomainName domain) {
    return new ConfigRecordKey(domain, ConfigRecordKind.DOMAIN, "");
  }

  static ConfigRecordKey of(DomainName domain, ConfigRecordKind kind, FileName file) {
    return new ConfigRecordKey(domain, kind, file.path());
  }

  /** Returns the key of a publish that waits for the history; keys rise with versions. */
  static ConfigRecordKey unrecorded(DomainName domain, long version) {
    return new ConfigRecordKey(domain, ConfigRecordKind.UNRECORDED, "%019d".formatted(version));
  }

  /** Returns the key of a publish that the webhook has not heard of; keys rise with versions. */
  static ConfigRecordKey notice(DomainName domain, long version) {
    return new ConfigRecordKey(domain, ConfigRecordKind.NOTICE, "%019d".formatted(version));
  }

  /**
   * Reads the text that {@link #toString} makes.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ConfigRecordKey parse(String text) {
    String[] parts = text.split("/", 3);
    if (parts.length < 2) {
      throw new IllegalArgumentException("'" + text + "' is no key of a record");
    }
    String name = parts.length == 3 ? parts[2] : "";
    return new ConfigRecordKey(new DomainName(parts[0]), ConfigRecordKind.of(parts[1]), name);
  }

  FileName file() {
    return new FileName(name);
  }

  @Override
  public int compareTo(ConfigRecordKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String start = domain + "/" + kind.text();
    return name.isEmpty() ? start : start + "/" + name;
  }
}
