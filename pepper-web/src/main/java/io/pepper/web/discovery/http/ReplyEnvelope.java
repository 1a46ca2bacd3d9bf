package io.pepper.web.discovery.http;

import io.pepper.json.JsonWriter;
import java.util.Arrays;
import java.util.function.Consumer;

/** The envelope of every reply (docs/protocol.md, Discovery over HTTP). */
public final class ReplyEnvelope {
  private ReplyEnvelope() {}

  /**
   * @param data encoded
   */
  public static byte[] of(ReplyCode code, byte[] data) {
    byte[] head = start(code, code.text(), 64).raw(",\"data\":").bytes();
    byte[] all = Arrays.copyOf(head, head.length + data.length + 1);
    System.arraycopy(data, 0, all, head.length, data.length);
    all[all.length - 1] = '}';
    return all;
  }

  /** Returns an envelope without data. */
  public static String of(ReplyCode code, String message) {
    return start(code, message, 64).raw('}').toString();
  }

  public static String of(ReplyCode code) {
    return of(code, code.text());
  }

  /**
   * @param data writes the value
   */
  public static byte[] of(ReplyCode code, Consumer<JsonWriter> data) {
    JsonWriter json = start(code, code.text(), 512).raw(",\"data\":");
    data.accept(json);
    return json.raw('}').bytes();
  }

  private static JsonWriter start(ReplyCode code, String message, int expectedLength) {
    return new JsonWriter(expectedLength)
        .raw("{\"code\":")
        .number(code.number())
        .raw(",\"message\":")
        .string(message)
        .raw(",\"ttl\":1");
  }
}
