package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.util.Comparator;

/**
 * The key of a record; those of one domain follow each other.
 *
 * @param name of the file, or the version; empty for the domain itself
 */
record RecordKey(DomainName domain, RecordKind kind, String name) implements Comparable<RecordKey> {
  private static final Comparator<RecordKey> ORDER =
      Comparator.comparing(RecordKey::domain)
          .thenComparing(RecordKey::kind)
          .thenComparing(RecordKey::name);

  static RecordKey of(DomainName domain) {
    return new RecordKey(domain, RecordKind.DOMAIN, "");
  }

  static RecordKey of(DomainName domain, RecordKind kind, FileName file) {
    return new RecordKey(domain, kind, file.path());
  }

  /** Returns the key of a publish that waits for the history; keys rise with versions. */
  static RecordKey unrecorded(DomainName domain, long version) {
    return new RecordKey(domain, RecordKind.UNRECORDED, "%019d".formatted(version));
  }

  /**
   * Reads the text that {@link #toString} makes.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RecordKey parse(String text) {
    String[] parts = text.split("/", 3);
    if (parts.length < 2) {
      throw new IllegalArgumentException("'" + text + "' is no key of a record");
    }
    String name = parts.length == 3 ? parts[2] : "";
    return new RecordKey(new DomainName(parts[0]), RecordKind.of(parts[1]), name);
  }

  FileName file() {
    return new FileName(name);
  }

  @Override
  public int compareTo(RecordKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String start = domain + "/" + kind.text();
    return name.isEmpty() ? start : start + "/" + name;
  }
}
