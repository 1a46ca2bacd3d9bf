package io.pepper.discovery.cluster;

/** The value of a key, and when it was made: of two that exclude each other the later one holds. */
sealed interface Stamped permits InstanceRecord, ConditionsRecord, SettingsRecord {
  Place place();

  /** Nanoseconds since 1970. */
  long changed();

  byte[] toBytes();
}
