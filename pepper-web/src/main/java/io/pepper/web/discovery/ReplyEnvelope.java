package io.pepper.web.discovery;

import java.util.Arrays;
import java.util.function.Consumer;

/** What every reply is wrapped in. Spec 1.3. */
final class ReplyEnvelope {
  private ReplyEnvelope() {}

  /**
   * @param data encoded
   */
  static byte[] of(Code code, byte[] data) {
    byte[] head = start(code, code.text(), 64).raw(",\"data\":").bytes();
    byte[] all = Arrays.copyOf(head, head.length + data.length + 1);
    System.arraycopy(data, 0, all, head.length, data.length);
    all[all.length - 1] = '}';
    return all;
  }

  /** No data. */
  static String of(Code code, String message) {
    return start(code, message, 64).raw('}').toString();
  }

  static String of(Code code) {
    return of(code, code.text());
  }

  /**
   * @param data writes the value
   */
  static byte[] of(Code code, Consumer<JsonWriter> data) {
    JsonWriter json = start(code, code.text(), 512).raw(",\"data\":");
    data.accept(json);
    return json.raw('}').bytes();
  }

  private static JsonWriter start(Code code, String message, int expectedLength) {
    return new JsonWriter(expectedLength)
        .raw("{\"code\":")
        .number(code.number())
        .raw(",\"message\":")
        .string(message)
        .raw(",\"ttl\":1");
  }
}
