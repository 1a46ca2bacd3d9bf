package io.pepper.config.cluster;

import java.util.Locale;

/** The kinds of records of a domain, in the order of their keys. */
enum ConfigRecordKind {
  /** The domain itself: its version and what people set for it. */
  DOMAIN,

  /** A file as subscribers have it. */
  FILE,

  /** The draft of a file. */
  DRAFT,

  /** A publish that the history in the database does not have yet. */
  UNRECORDED,

  /** A publish that the domain's webhook has not heard of yet. */
  NOTICE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ConfigRecordKind of(String text) {
    for (ConfigRecordKind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no kind of record");
  }
}
