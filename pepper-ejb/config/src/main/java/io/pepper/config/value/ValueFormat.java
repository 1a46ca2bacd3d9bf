package io.pepper.config.value;

import io.pepper.json.JsonWriter;

/** The way in which texts stand for the values of a type. Stateless. */
interface ValueFormat {
  /**
   * Reads a value.
   *
   * @return never null
   * @throws RefusedPartException if the text, or a part of it, is no such value
   */
  Object parse(String text);

  /** Writes a value that {@link #parse} has returned, as Go's {@code encoding/json} does. */
  void write(Object value, JsonWriter out);

  /** Returns what texts are accepted, as the end of the sentence "the type takes …". */
  String accepts();
}
