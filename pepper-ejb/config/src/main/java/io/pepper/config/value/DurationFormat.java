package io.pepper.config.value;

import io.pepper.json.JsonWriter;
import java.time.Duration;

/** Lengths of time in Go's syntax, in JSON their nanoseconds. */
final class DurationFormat implements ValueFormat {
  @Override
  public Duration parse(String text) {
    return Duration.ofNanos(new DurationScanner(text).nanos());
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.number(((Duration) value).toNanos());
  }

  @Override
  public String accepts() {
    return "a length of time: decimal numbers that are each followed by their unit (h, m, s, ms, us, µs or ns), such as 1h30m, 2.5s or -10ms, or 0; at most 292 years";
  }
}
