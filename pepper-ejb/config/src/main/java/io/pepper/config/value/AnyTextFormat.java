package io.pepper.config.value;

import io.pepper.json.JsonWriter;

/** Any text, taken as it is. */
final class AnyTextFormat implements ValueFormat {
  @Override
  public String parse(String text) {
    return text;
  }

  @Override
  public void write(Object value, JsonWriter out) {
    out.string((String) value);
  }

  @Override
  public String accepts() {
    return "any text";
  }
}
