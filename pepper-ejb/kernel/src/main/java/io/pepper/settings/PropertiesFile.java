package io.pepper.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings from {@code <data>/pepper.properties}, UTF-8, read once. Environment variables and
 * system properties come first. The folder itself can only be set by those.
 */
public final class PropertiesFile implements ConfigSource {
  private final Path file;
  private final Map<String, String> settings;

  /** Creates the source for the container's configuration. */
  public PropertiesFile() {
    this(dataFolder());
  }

  PropertiesFile(Path dataFolder) {
    file = dataFolder.resolve("pepper.properties");
    settings = Files.exists(file) ? read(file) : Map.of();
  }

  private static Path dataFolder() {
    return Path.of(
        Optional.ofNullable(System.getProperty("pepper.data"))
            .or(() -> Optional.ofNullable(System.getenv("PEPPER_DATA")))
            .filter(text -> !text.isBlank())
            .orElse(Settings.DEFAULT_DATA));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      InvalidSettingException wrong =
          new InvalidSettingException(
              "pepper.data", file.getParent().toString(), "a folder with a readable " + file);
      wrong.initCause(e);
      StartFailure.report(wrong.getMessage());
      throw wrong;
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
  }

  /** Returns a rank below environment (300) and properties (400), above files in archives (100). */
  @Override
  public int getOrdinal() {
    return 250;
  }

  @Override
  public Map<String, String> getProperties() {
    return settings;
  }

  @Override
  public Set<String> getPropertyNames() {
    return settings.keySet();
  }

  @Override
  public String getValue(String name) {
    return settings.get(name);
  }

  @Override
  public String getName() {
    return file.toString();
  }
}
