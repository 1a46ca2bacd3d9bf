package io.pepper.connector;

import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Reads settings where a resource adapter can: system properties, then the environment. {@code
 * pepper.resp.port} is {@code PEPPER_RESP_PORT} there.
 */
public final class AdapterSettings {
  private final UnaryOperator<String> properties;
  private final UnaryOperator<String> environment;

  public AdapterSettings(UnaryOperator<String> properties, UnaryOperator<String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  public static AdapterSettings ofThisProcess() {
    return new AdapterSettings(System::getProperty, System::getenv);
  }

  public String text(String name, String otherwise) {
    String value = properties.apply(name);
    if (value == null || value.isBlank()) {
      value = environment.apply(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  /**
   * @throws IllegalArgumentException naming the setting, its value and its range
   */
  public long number(String name, long otherwise, long least, long most) {
    String text = text(name, Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(name, text, least, most, e);
    }
    throw invalid(name, text, least, most, null);
  }

  /** Returns a number of seconds as a duration, from one second to a day. */
  public Duration seconds(String name, long otherwise) {
    return Duration.ofSeconds(number(name, otherwise, 1, 86_400));
  }

  private static IllegalArgumentException invalid(
      String name, String text, long least, long most, Throwable cause) {
    return new IllegalArgumentException(
        "setting " + name + "=" + text + " must be a number from " + least + " to " + most, cause);
  }
}
