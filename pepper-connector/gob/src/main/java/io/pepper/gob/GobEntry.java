package io.pepper.gob;

import java.util.Objects;

/** One key of a {@link GobMap} with its value; neither is null. */
public record GobEntry(GobValue key, GobValue value) {
  public GobEntry {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }
}
