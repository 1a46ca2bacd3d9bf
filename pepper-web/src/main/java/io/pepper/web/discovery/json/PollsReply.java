package io.pepper.web.discovery.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The reply to {@code polls} when something changed: the one that has no {@code ttl}
 * (docs/protocol.md, Discovery over HTTP).
 */
public final class PollsReply {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private boolean isFirst = true;

  public PollsReply() {
    text("{\"code\":0,\"data\":{");
  }

  /** Returns a reply with one application and nothing missing. */
  static byte[] of(String app, byte[] result) {
    return new PollsReply().add(app, result).end(List.of());
  }

  public PollsReply add(String app, byte[] result) {
    text(new JsonWriter(64).raw(isFirst ? "" : ",").string(app).raw(':').toString());
    out.writeBytes(result);
    isFirst = false;
    return this;
  }

  /**
   * @param missing applications that were asked for and are not there
   */
  public byte[] end(List<String> missing) {
    JsonWriter json = new JsonWriter(64).raw("},\"error\":{\"-404\":");
    if (missing.isEmpty()) {
      json.raw("null");
    } else {
      json.strings(missing);
    }
    text(json.raw("},\"message\":\"0\"}").toString());
    return out.toByteArray();
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
