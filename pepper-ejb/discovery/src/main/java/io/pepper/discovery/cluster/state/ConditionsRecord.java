package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.InstanceKey;

/**
 * The record of what operators and checks say of an instance.
 *
 * @param changed nanoseconds since 1970
 */
public record ConditionsRecord(InstanceKey key, Conditions conditions, long changed)
    implements TimestampedRecord {
  @Override
  public RecordKey recordKey() {
    return RecordKey.conditions(key);
  }

  @Override
  public byte[] toBytes() {
    return RecordJson.bytes(this);
  }
}
