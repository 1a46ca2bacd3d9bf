package io.pepper.gob;

import java.util.Objects;

/**
 * A {@code string}. Bytes that are no UTF-8, which Go allows in a string, become U+FFFD.
 *
 * @param value not null
 */
public record GobString(String value) implements GobValue {
  public GobString {
    Objects.requireNonNull(value, "value");
  }
}
