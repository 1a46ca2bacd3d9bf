package io.pepper.client.config.microprofile;

import io.pepper.client.config.ConfigClient;
import io.pepper.client.config.ConfigClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The settings of the source (docs/config-clients.md, MicroProfile Config).
 *
 * @param files of which each is a source
 * @param ordinal of the first file; each further one has one less
 * @param startWait for the first values of a file
 * @param isRequired whether a file that is not known by then is an error
 */
record SourceSettings(
    ConfigClientBuilder client,
    List<String> files,
    int ordinal,
    Duration startWait,
    boolean isRequired) {
  private static final String PREFIX = "pepper.client.";
  private static final int DEFAULT_ORDINAL = 200;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

  /** Returns a system property, else the environment's variable; null for none. */
  static String systemValue(String name) {
    String property = System.getProperty(name);
    return property != null
        ? property
        : System.getenv(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
  }

  /**
   * Reads the settings; empty if they name no servers.
   *
   * @throws IllegalArgumentException naming the setting that is missing or wrong
   */
  static Optional<SourceSettings> read(UnaryOperator<String> values) {
    List<String> servers = list(values, "servers");
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    ConfigClientBuilder client = ConfigClient.servers(servers.toArray(String[]::new));
    client.domain(needed(values, "domain"));
    token(values).ifPresent(client::token);
    value(values, "node").ifPresent(client::node);
    value(values, "section").ifPresent(client::section);
    value(values, "snapshot").map(Path::of).ifPresent(client::snapshot);
    for (String label : list(values, "labels")) {
      int colon = label.indexOf(':');
      if (colon < 1) {
        throw wrong("labels", "zone:eu,tier:web", label);
      }
      client.label(label.substring(0, colon), label.substring(colon + 1));
    }
    needed(values, "files");
    return Optional.of(
        new SourceSettings(
            client,
            list(values, "files"),
            parsed(values, "ordinal", "200", Integer::valueOf).orElse(DEFAULT_ORDINAL),
            parsed(values, "wait", "PT5S", Duration::parse).orElse(DEFAULT_WAIT),
            parsed(values, "required", "true or false", SourceSettings::flag).orElse(true)));
  }

  private static Optional<String> token(UnaryOperator<String> values) {
    Optional<String> file = value(values, "token.file");
    if (file.isEmpty()) {
      return value(values, "token");
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          PREFIX + "token.file cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<String> value(UnaryOperator<String> values, String name) {
    return Optional.ofNullable(values.apply(PREFIX + name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static String needed(UnaryOperator<String> values, String name) {
    return value(values, name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                PREFIX + name + " is needed, since " + PREFIX + "servers is set"));
  }

  private static List<String> list(UnaryOperator<String> values, String name) {
    return value(values, name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static <T> Optional<T> parsed(
      UnaryOperator<String> values, String name, String example, Function<String, T> parser) {
    return value(values, name)
        .map(text -> {
          try {
            return parser.apply(text);
          } catch (IllegalArgumentException | DateTimeParseException e) {
            throw wrong(name, example, text);
          }
        });
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static IllegalArgumentException wrong(String name, String example, String text) {
    return new IllegalArgumentException(
        "%s%s must be like %s, not '%s'".formatted(PREFIX, name, example, text));
  }
}
