package io.pepper.discovery.cluster.state;

/** The value of a key, and when it was made: of two that exclude each other the later one holds. */
public sealed interface TimestampedRecord permits InstanceRecord, ConditionsRecord, SettingsRecord {
  RecordKey recordKey();

  /** Nanoseconds since 1970. */
  long changed();

  byte[] toBytes();
}
