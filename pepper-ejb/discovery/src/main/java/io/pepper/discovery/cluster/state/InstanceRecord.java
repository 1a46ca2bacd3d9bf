package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.Registration;

/**
 * The record of an instance.
 *
 * @param registered when it first registered, nanoseconds since 1970
 * @param up when it last began to take traffic, nanoseconds since 1970
 * @param changed when its provider last changed it, nanoseconds since 1970
 * @param owner name of the node that removes it when its heartbeats stop
 */
public record InstanceRecord(
    Registration registration, long registered, long up, long changed, String owner)
    implements TimestampedRecord {
  @Override
  public RecordKey recordKey() {
    return RecordKey.instance(registration.key());
  }

  /** Returns a copy with another owner. */
  public InstanceRecord ownedBy(String node) {
    return new InstanceRecord(registration, registered, up, changed, node);
  }

  @Override
  public byte[] toBytes() {
    return RecordJson.bytes(this);
  }
}
