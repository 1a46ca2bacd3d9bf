package io.pepper.client.config.microprofile;

import io.pepper.client.config.ConfigClient;
import io.pepper.client.config.ConfigFile;
import io.pepper.client.config.ConfigStatus;
import io.pepper.client.config.ConfigValues;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The source of one file's properties, always those of its newest revision. Safe for any number of
 * threads.
 */
final class PepperConfigSource implements ConfigSource, AutoCloseable {
  private record Properties(ConfigValues values, Map<String, String> all) {}

  private final ConfigClient client;
  private final ConfigFile file;
  private final int ordinal;
  private volatile Properties last = new Properties(null, Map.of());

  PepperConfigSource(ConfigClient client, ConfigFile file, int ordinal) {
    this.client = client;
    this.file = file;
    this.ordinal = ordinal;
  }

  @Override
  public String getName() {
    return "pepper:" + file.name();
  }

  @Override
  public int getOrdinal() {
    return ordinal;
  }

  @Override
  public Map<String, String> getProperties() {
    if (file.status().source() == ConfigStatus.Source.NONE) {
      return Map.of();
    }
    ConfigValues values = file.values();
    Properties known = last;
    if (known.values != values) {
      known = new Properties(values, values.properties());
      last = known;
    }
    return known.all;
  }

  @Override
  public Set<String> getPropertyNames() {
    return getProperties().keySet();
  }

  @Override
  public String getValue(String name) {
    return getProperties().get(name);
  }

  /** Ends the client of all sources of its provider; the last values stay. */
  @Override
  public void close() {
    client.close();
  }
}
