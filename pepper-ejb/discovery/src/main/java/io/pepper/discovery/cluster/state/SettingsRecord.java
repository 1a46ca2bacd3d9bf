package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;

/**
 * The record of an application's settings.
 *
 * @param changed nanoseconds since 1970
 */
public record SettingsRecord(AppKey app, AppSettings settings, long changed)
    implements TimestampedRecord {
  @Override
  public RecordKey recordKey() {
    return RecordKey.settings(app);
  }

  @Override
  public byte[] toBytes() {
    return RecordJson.bytes(this);
  }
}
