package io.pepper.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The settings as the launcher needs them before any server runs. A system property wins over an
 * environment variable ({@code PEPPER_HTTP_PORT} for {@code pepper.http.port}), which wins over
 * {@code pepper.properties} in the data folder, which wins over the default.
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

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads all sources of settings.
   *
   * @throws StartFailure if the file in the data folder cannot be read
   */
  static Settings read(Properties system, Map<String, String> environment) {
    var values = new java.util.TreeMap<>(DEFAULTS);
    var outside = new java.util.TreeMap<String, String>();
    environment.forEach((name, value) -> putEnvironment(outside, name, value));
    system.stringPropertyNames().stream()
        .filter(name -> name.startsWith("pepper."))
        .forEach(name -> outside.put(name, system.getProperty(name)));
    Path data = Path.of(outside.getOrDefault("pepper.data", DEFAULTS.get("pepper.data")));
    values.putAll(fileIn(data));
    values.putAll(outside);
    values.put("pepper.data", data.toAbsolutePath().normalize().toString());
    return new Settings(values);
  }

  private static void putEnvironment(Map<String, String> to, String name, String value) {
    if (name.startsWith("PEPPER_")) {
      to.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
    }
  }

  private static Map<String, String> fileIn(Path data) {
    Path file = data.resolve("pepper.properties");
    var values = new java.util.TreeMap<String, String>();
    if (!Files.exists(file)) {
      return values;
    }
    try (Reader text = Files.newBufferedReader(file)) {
      var properties = new Properties();
      properties.load(text);
      properties.stringPropertyNames().stream()
          .filter(name -> name.startsWith("pepper."))
          .forEach(name -> values.put(name, properties.getProperty(name).strip()));
      return values;
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StartFailure(
          "cannot read the settings in " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Sets the values as system properties, for the server, the adapter and MicroProfile Config. */
  void publish() {
    values.forEach(System::setProperty);
  }

  void set(String name, String value) {
    values.put(name, value);
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
      int port = Integer.parseInt(text(name).strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, together with numbers out of range.
    }
    throw new StartFailure(name + " is \"" + text(name) + "\": set it to a port, 0 to 65535");
  }
}
