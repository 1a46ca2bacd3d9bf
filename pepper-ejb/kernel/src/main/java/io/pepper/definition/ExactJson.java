package io.pepper.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The reader of JSON that people and programs send. It refuses what could not be kept as it was
 * sent: bytes that are not UTF-8 and halves of surrogate pairs, which would become other
 * characters, and fields that are there twice, of which one would be lost.
 */
public final class ExactJson {
  /** The provider, looked up once, since the lookup searches the class path. */
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

  /** The half of a surrogate pair that stands for a byte 0 in {@link #decoded}. */
  private static final char RAW_BYTE = 0xdc00;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final int MAX_DEPTH = 500;

  private final JsonParser parser;
  private int depth;

  private ExactJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one JSON object.
   *
   * @param utf8 one JSON object
   * @throws MalformedJsonException if it is none
   * @throws InvalidDefinitionException naming a field that cannot be kept as it is
   */
  public static JsonObject read(byte[] utf8) {
    String text = decoded(utf8);
    return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  /** Reads one JSON object, as {@link #read(byte[])} does. */
  public static JsonObject read(String text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        throw new MalformedJsonException("not one JSON object", null);
      }
      JsonObject object = new ExactJson(parser).object("");
      parser.hasNext(); // complains about what follows
      return object;
    } catch (JsonParsingException e) {
      String place = "not JSON: line %d, column %d";
      throw new MalformedJsonException(
          place.formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()), e);
    } catch (JsonException e) {
      throw new MalformedJsonException("not JSON", e);
    }
  }

  /**
   * Decodes bytes; those that are not UTF-8 become halves of surrogate pairs, which UTF-8 cannot
   * contain, so that the field that holds them can be named when it is read.
   */
  private static String decoded(byte[] utf8) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    CharBuffer text = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(bytes, text, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        text.put((char) (RAW_BYTE + (bytes.get() & 0xff)));
      }
      result = decoder.decode(bytes, text, true);
    }
    return text.flip().toString();
  }

  private JsonObject object(String path) {
    JsonObjectBuilder object = PROVIDER.createObjectBuilder();
    Set<String> names = new HashSet<>();
    for (JsonParser.Event event = parser.next();
        event != JsonParser.Event.END_OBJECT;
        event = parser.next()) {
      String name = parser.getString();
      refuseHalfCharacters(name, path, "the name of a field");
      String field = path.isEmpty() ? name : path + "." + name;
      if (!names.add(name)) {
        throw new InvalidDefinitionException(
            field, "is there more than once, and only one of the values could be kept");
      }
      object.add(name, value(parser.next(), field, "the text"));
    }
    return object.build();
  }

  private JsonArray array(String field) {
    JsonArrayBuilder array = PROVIDER.createArrayBuilder();
    int index = 0;
    for (JsonParser.Event event = parser.next();
        event != JsonParser.Event.END_ARRAY;
        event = parser.next()) {
      array.add(value(event, field, "the text at " + index));
      index++;
    }
    return array.build();
  }

  private JsonValue value(JsonParser.Event event, String field, String what) {
    return switch (event) {
      case START_OBJECT -> deeper(() -> object(field));
      case START_ARRAY -> deeper(() -> array(field));
      case VALUE_STRING -> {
        String text = parser.getString();
        refuseHalfCharacters(text, field, what);
        yield PROVIDER.createValue(text);
      }
      default -> plain(field);
    };
  }

  /** Reads a number or literal; the JSON library computes with 1,100 digits at most. */
  private JsonValue plain(String field) {
    try {
      return parser.getValue();
    } catch (UnsupportedOperationException e) {
      throw new InvalidDefinitionException(field, "is a number of more digits than can be kept");
    }
  }

  /** Reads a nested value within a limit, as the parser's own limit fails without a reason. */
  private JsonValue deeper(Supplier<JsonValue> inner) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new MalformedJsonException("nested more than " + MAX_DEPTH + " levels deep", null);
    }
    JsonValue value = inner.get();
    depth--;
    return value;
  }

  private static void refuseHalfCharacters(String text, String field, String what) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new InvalidDefinitionException(field, what + halfCharacter(c));
      }
    }
  }

  private static String halfCharacter(char c) {
    boolean raw = c > RAW_BYTE + 0x7f && c <= RAW_BYTE + 0xff;
    return raw
        ? " has the byte %02x, which is not UTF-8 there, or \\u%04x, which is half of a character; neither could be kept"
            .formatted(c - RAW_BYTE, (int) c)
        : " has \\u%04x, which is half of a character and could not be kept".formatted((int) c);
  }
}
