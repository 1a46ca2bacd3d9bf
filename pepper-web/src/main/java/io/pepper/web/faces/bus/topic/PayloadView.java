package io.pepper.web.faces.bus.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A payload as a page shows it: readable if it can be, and as it is; long ones in part. */
public final class PayloadView {
  private static final int MAX_BYTES = 128 << 10;
  private static final int MAX_HEX_BYTES = 4 << 10;
  private static final int LINE_BYTES = 16;
  private static final JsonWriterFactory PRETTY =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private final byte[] payload;
  private final String kind;
  private final String pretty;
  private final String raw;

  PayloadView(byte[] payload) {
    this.payload = payload;
    Optional<String> text = text(payload);
    Optional<String> json = isShort() ? text.flatMap(PayloadView::json) : Optional.empty();
    Optional<String> php =
        isShort() && json.isEmpty() ? PhpSerialized.read(payload) : Optional.empty();
    this.kind =
        json.isPresent()
            ? "JSON"
            : php.isPresent() ? "PHP serialize()" : text.isPresent() ? "text" : "bytes";
    this.pretty = PlainText.of(json.or(() -> php).orElse(""));
    this.raw = PlainText.of(text.map(PayloadView::beginning).orElseGet(this::hex));
  }

  private boolean isShort() {
    return payload.length <= MAX_BYTES;
  }

  private static Optional<String> text(byte[] payload) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Returns an object or array with a line for each member; numbers alone are text, too. */
  private static Optional<String> json(String text) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      JsonStructure value = reader.read();
      StringWriter pretty = new StringWriter();
      try (JsonWriter writer = PRETTY.createWriter(pretty)) {
        writer.write(value);
      }
      return Optional.of(pretty.toString().strip());
    } catch (RuntimeException e) {
      // Edge: the parser throws more than JsonException, as for too much depth or too many digits.
      return Optional.empty();
    }
  }

  private static String beginning(String text) {
    return text.length() <= MAX_BYTES ? text : text.substring(0, MAX_BYTES);
  }

  /** Returns bytes as hexadecimal numbers, with the characters they are in ASCII beside them. */
  private String hex() {
    StringBuilder dump = new StringBuilder();
    int end = Math.min(payload.length, MAX_HEX_BYTES);
    for (int from = 0; from < end; from += LINE_BYTES) {
      int to = Math.min(from + LINE_BYTES, end);
      StringBuilder characters = new StringBuilder();
      for (int i = from; i < to; i++) {
        characters.append(payload[i] >= ' ' && payload[i] < 0x7f ? (char) payload[i] : '.');
      }
      String numbers = HexFormat.ofDelimiter(" ").formatHex(payload, from, to);
      dump.append("%08x  %-48s %s%n".formatted(from, numbers, characters));
    }
    return dump.toString();
  }

  /** Returns what the payload is: JSON, PHP serialize(), text or bytes. */
  public String getKind() {
    return kind;
  }

  public String getSize() {
    return Readable.count(payload.length) + (payload.length == 1 ? " byte" : " bytes");
  }

  /** Returns the payload with a line for each of its members; empty if it has no such form. */
  public String getPretty() {
    return pretty;
  }

  /** Returns the payload as it is, bytes as a table of hexadecimal numbers. */
  public String getRaw() {
    return raw;
  }

  /** Returns the payload in Base64 if it is not text and short; else empty. */
  public String getBase64() {
    return kind.equals("bytes") && payload.length <= MAX_HEX_BYTES
        ? Base64.getEncoder().encodeToString(payload)
        : "";
  }

  /** Returns whether only a part is shown. */
  public boolean isCut() {
    return payload.length > (kind.equals("bytes") ? MAX_HEX_BYTES : MAX_BYTES);
  }
}
