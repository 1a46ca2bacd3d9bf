package io.pepper.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The settings as the launcher needs them before any server runs. A system property wins over an
 * environment variable ({@code PEPPER_HTTP_PORT} for {@code pepper.http.port}), which wins over
 * {@code pepper.properties} in the data folder, which wins over the default. A blank value counts
 * as not set. Names that are no settings are {@link #unknown}.
 */
final class Settings {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "pepper.http.port", "8080",
          "pepper.resp.port", "12017",
          "pepper.grpc.port", "7001",
          "pepper.bind", "127.0.0.1",
          "pepper.data", "data",
          "pepper.store", "embedded",
          "pepper.coordination", "embedded",
          "pepper.database", "embedded");

  private final Map<String, String> values;
  private final UnknownSettings unknown;

  private Settings(Map<String, String> values, UnknownSettings unknown) {
    this.values = values;
    this.unknown = unknown;
  }

  /**
   * Reads all sources of settings.
   *
   * @throws StartFailure if the file in the data folder cannot be read
   */
  static Settings read(Properties system, Map<String, String> environment) {
    var unknown = new UnknownSettings();
    var outside = new TreeMap<String, String>();
    environment.forEach((name, value) -> putVariable(outside, unknown, name, value));
    system
        .stringPropertyNames()
        .forEach(name -> putProperty(outside, unknown, name, system.getProperty(name)));
    Path data = Path.of(outside.getOrDefault("pepper.data", DEFAULTS.get("pepper.data")));
    var values = new TreeMap<>(DEFAULTS);
    values.putAll(fileIn(data, unknown));
    values.putAll(outside);
    values.put("pepper.data", data.toAbsolutePath().normalize().toString());
    return new Settings(values, unknown);
  }

  private static void putVariable(
      Map<String, String> to, UnknownSettings unknown, String variable, String value) {
    if (!variable.startsWith("PEPPER_") || KnownSettings.isOtherVariable(variable, value)) {
      return;
    }
    String setting = KnownSettings.ofVariable(variable);
    if (setting == null) {
      unknown.inEnvironment(variable);
    } else {
      put(to, setting, value);
    }
  }

  private static void putProperty(
      Map<String, String> to, UnknownSettings unknown, String name, String value) {
    // pepper.server.… is how the script and the build speak to the launcher.
    if (!name.startsWith("pepper.") || name.startsWith("pepper.server.")) {
      return;
    }
    if (KnownSettings.NAMES.contains(name)) {
      put(to, name, value);
    } else {
      unknown.inProperties(name);
    }
  }

  private static Map<String, String> fileIn(Path data, UnknownSettings unknown) {
    Path file = data.resolve("pepper.properties");
    var values = new TreeMap<String, String>();
    if (!Files.exists(file)) {
      return values;
    }
    var lines = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      lines.load(text);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StartFailure(
          "cannot read the settings in " + file + ": " + unreadable.getMessage(), unreadable);
    }
    for (String name : lines.stringPropertyNames()) {
      if (KnownSettings.NAMES.contains(name)) {
        put(values, name, lines.getProperty(name));
      } else {
        unknown.inFile(name, file);
      }
    }
    return values;
  }

  private static void put(Map<String, String> to, String setting, String value) {
    if (!value.isBlank()) {
      to.put(setting, value.strip());
    }
  }

  /** Sets the values as system properties, for the server, the adapter and MicroProfile Config. */
  void publish() {
    values.forEach(System::setProperty);
  }

  /** Returns all values by name. */
  Map<String, String> all() {
    return Map.copyOf(values);
  }

  void set(String name, String value) {
    values.put(name, value);
  }

  /** Returns the names that were given and are no settings. */
  UnknownSettings unknown() {
    return unknown;
  }

  boolean isSet(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  Path data() {
    return Path.of(text("pepper.data"));
  }

  String bind() {
    return text("pepper.bind");
  }

  /** Returns the address and a port as a URI writes them, such as {@code [::1]:8080}. */
  String authority(String portSetting) {
    String host = bind().contains(":") ? "[" + bind() + "]" : bind();
    return host + ":" + port(portSetting);
  }

  /**
   * Returns a port number, 0 for any free port.
   *
   * @throws StartFailure if the value is not a port
   */
  int port(String name) {
    try {
      int port = Integer.parseInt(text(name));
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, together with numbers out of range.
    }
    throw new StartFailure(name + " is \"" + text(name) + "\": set it to a port, 0 to 65535");
  }
}
