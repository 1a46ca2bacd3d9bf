package io.pepper.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting an operator can make, typed and checked. A setting is looked up when asked for: in
 * system properties, the environment, then {@code <data>/pepper.properties}. Names, defaults and
 * meanings are in {@code docs/settings.md}.
 *
 * <p>Every method throws {@link InvalidSettingException} when the value cannot work. Safe for any
 * number of threads.
 */
@ApplicationScoped
public class Settings {
  static final String DEFAULT_DATA = "./data";
  private static final String EMBEDDED = "embedded";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

  private final Function<String, Optional<String>> source;

  /** Creates empty settings, for the container's proxy only. */
  protected Settings() {
    this(name -> Optional.empty());
  }

  @Inject
  Settings(Config config) {
    this(name -> config.getOptionalValue(name, String.class));
  }

  private Settings(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /** Returns exactly these settings, for use without a container. */
  public static Settings of(Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new Settings(name -> Optional.ofNullable(copy.get(name)));
  }

  public int httpPort() {
    return port("pepper.http.port", 8080);
  }

  public int respPort() {
    return port("pepper.resp.port", 12017);
  }

  public int grpcPort() {
    return port("pepper.grpc.port", 7001);
  }

  /** Returns the address that all ports listen on. */
  public String bind() {
    return text("pepper.bind").orElse("127.0.0.1");
  }

  /** Returns the data folder, as an absolute path; it need not exist yet. */
  public Path data() {
    return path("pepper.data", text("pepper.data").orElse(DEFAULT_DATA));
  }

  /**
   * Returns a folder in {@link #data}, created if missing, that only this user may read.
   *
   * @param name such as {@code coordination}
   */
  public Path folder(String name) {
    return PrivateFolder.in(data(), name);
  }

  /** Returns this node's id in the cluster. */
  public String node() {
    return name("pepper.node", text("pepper.node").orElseGet(HostName::asNodeId));
  }

  /** Returns the tags of what this node consumes and runs: at least one, in the order written. */
  public Set<String> tags() {
    String text = text("pepper.tags").orElse("default");
    return Arrays.stream(text.split("\\s*,\\s*"))
        .map(tag -> name("pepper.tags", tag))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Returns {@code embedded} or a Redis URI, which may hold a password: see {@link #withoutSecret}.
   */
  public String store() {
    return choice(
        "pepper.store", "rediss?(-[a-z]+)?://.+", "embedded or redis://[:password@]host:port[/db]");
  }

  /** Returns {@code embedded} or {@code etcd:} and one or more URLs. */
  public String coordination() {
    return choice(
        "pepper.coordination",
        "etcd:http://[^,]+(,http://[^,]+)*",
        "embedded or etcd:http://host:2379[,http://...]");
  }

  /** Returns {@code embedded} or the JDBC URL of a MariaDB database. */
  public String database() {
    return choice(
        "pepper.database", "jdbc:mariadb://.+", "embedded or jdbc:mariadb://host:3306/database");
  }

  public Optional<String> databaseUser() {
    return text("pepper.database.user");
  }

  public Optional<String> databasePassword() {
    return text("pepper.database.password");
  }

  /** Returns the password of user admin for the first start. */
  public Optional<String> adminPassword() {
    return text("pepper.admin.password");
  }

  /** Returns the file of definitions to apply at the start. */
  public Optional<Path> definitions() {
    return text("pepper.definitions").map(text -> path("pepper.definitions", text));
  }

  /** Returns any setting as text; a blank one counts as not set. */
  public Optional<String> text(String name) {
    return source.apply(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * Returns a whole number.
   *
   * @param min smallest allowed value
   * @param max largest allowed value
   */
  public int integer(String name, int defaultValue, int min, int max) {
    return text(name).map(text -> integerWithin(name, text, min, max)).orElse(defaultValue);
  }

  public boolean flag(String name, boolean defaultValue) {
    return text(name)
        .map(text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new InvalidSettingException(name, text, "true or false");
            })
        .orElse(defaultValue);
  }

  /** Returns a time such as {@code 200ms}, {@code 5s} or {@code PT1H30M}; never negative. */
  public Duration duration(String name, Duration defaultValue) {
    return text(name)
        .map(text ->
            Amounts.duration(text)
                .orElseThrow(() ->
                    new InvalidSettingException(
                        name, text, "a time such as 200ms, 5s, 10m, 2h or PT1H30M")))
        .orElse(defaultValue);
  }

  /**
   * Returns a size in bytes such as {@code 65536}, {@code 64KiB} or {@code 1m}; units are powers of
   * 1024.
   */
  public long bytes(String name, long defaultValue) {
    return text(name)
        .map(text ->
            Amounts.bytes(text)
                .orElseThrow(() ->
                    new InvalidSettingException(
                        name, text, "a size such as 65536, 64KiB, 1MiB or 2GiB")))
        .orElse(defaultValue);
  }

  /** Returns a URI without its user and password, to show to people. */
  public static String withoutSecret(String uri) {
    return USER_INFO.matcher(uri).replaceAll("//***@");
  }

  private static int integerWithin(String name, String text, int min, int max) {
    // Longer texts cannot be in range, and would not fit a long.
    if (text.matches("-?\\d{1,11}")) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return (int) value;
      }
    }
    throw new InvalidSettingException(
        name, text, "a whole number from %d to %d".formatted(min, max));
  }

  private int port(String name, int defaultValue) {
    return integer(name, defaultValue, 1, 65535);
  }

  private String choice(String name, String pattern, String allowed) {
    String text = text(name).orElse(EMBEDDED);
    if (!text.equals(EMBEDDED) && !text.matches(pattern)) {
      throw new InvalidSettingException(name, withoutSecret(text), allowed);
    }
    return text;
  }

  private static String name(String setting, String text) {
    if (!NAME.matcher(text).matches()) {
      throw new InvalidSettingException(
          setting, text, "1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'");
    }
    return text;
  }

  private static Path path(String setting, String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(setting, text, "a path");
    }
  }
}
