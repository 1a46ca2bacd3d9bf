package io.pepper.config.front.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.DomainName;
import io.pepper.config.node.NodeInfo;
import io.pepper.coordination.ValueJson;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reader of what nodes send of themselves: missing and null fields are empty. Reads without a
 * tree, since all nodes of a domain send this at the same moment, after each publish.
 */
final class NodeInfoJson {
  private static final int MAX_CHARACTERS = 256 * 1024;

  /** Looked up once: the lookup searches the class path. */
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private final JsonParser parser;
  private String id = "";
  private String domain = "";
  private String component = "";
  private String hostname = "";
  private long startTime;
  private List<String> subscriptions = List.of();
  private long version;
  private Map<String, String> labels = Map.of();

  private NodeInfoJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * @throws IllegalArgumentException if it is no JSON object, too long, has a field of another
   *     kind, or the domain has no name
   */
  static NodeInfo read(String data) {
    checkLength(data);
    try (JsonParser parser = PARSERS.createParser(new StringReader(data))) {
      return new NodeInfoJson(parser).read();
    } catch (JsonException e) {
      throw noObject(e);
    }
  }

  /**
   * Returns the state of the process that a node reports; empty if there is none.
   *
   * @throws IllegalArgumentException if it is no JSON object, or too long
   */
  static Optional<JsonObject> process(String data) {
    checkLength(data);
    try {
      JsonObject json = ValueJson.read(data.getBytes(UTF_8));
      return json.get("proc") instanceof JsonObject process
          ? Optional.of(process)
          : Optional.empty();
    } catch (JsonException e) {
      throw noObject(e);
    }
  }

  private static void checkLength(String data) {
    if (data.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "data has %d characters, %d are allowed".formatted(data.length(), MAX_CHARACTERS));
    }
  }

  private static IllegalArgumentException noObject(JsonException cause) {
    return new IllegalArgumentException("data is no JSON object: " + cause.getMessage(), cause);
  }

  private NodeInfo read() {
    if (parser.next() != Event.START_OBJECT) {
      throw new IllegalArgumentException("data is no JSON object");
    }
    while (parser.next() != Event.END_OBJECT) {
      String field = parser.getString();
      field(field, parser.next());
    }
    if (parser.hasNext()) {
      throw new IllegalArgumentException("data goes on after the JSON object");
    }
    return NodeInfo.checked(
        id, new DomainName(domain), component, hostname, startTime, subscriptions, version, labels);
  }

  private void field(String name, Event value) {
    switch (name) {
      case "id" -> id = text(name, value);
      case "domain" -> domain = text(name, value);
      case "component" -> component = text(name, value);
      case "hostname" -> hostname = text(name, value);
      case "start_time" -> startTime = number(name, value);
      case "raw_subscription" -> subscriptions = texts(name, value);
      case "version" -> version = number(name, value);
      case "component_tags" -> labels = labels(name, value);
      default -> skip(value);
    }
  }

  private void skip(Event value) {
    switch (value) {
      case START_OBJECT -> parser.skipObject();
      case START_ARRAY -> parser.skipArray();
      default -> {}
    }
  }

  private String text(String name, Event value) {
    return switch (value) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> "";
      default -> throw wrong(name, "a string");
    };
  }

  private long number(String name, Event value) {
    return switch (value) {
      case VALUE_NUMBER -> parser.getLong();
      case VALUE_NULL -> 0;
      default -> throw wrong(name, "a whole number");
    };
  }

  private List<String> texts(String name, Event value) {
    if (value == Event.VALUE_NULL) {
      return List.of();
    }
    if (value != Event.START_ARRAY) {
      throw wrong(name, "an array of strings");
    }
    List<String> texts = new ArrayList<>();
    for (Event each = parser.next(); each != Event.END_ARRAY; each = parser.next()) {
      if (each != Event.VALUE_STRING) {
        throw wrong(name, "an array of strings");
      }
      texts.add(parser.getString());
    }
    return texts;
  }

  private Map<String, String> labels(String name, Event value) {
    if (value == Event.VALUE_NULL) {
      return Map.of();
    }
    if (value != Event.START_OBJECT) {
      throw wrong(name, "an object of strings");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    while (parser.next() != Event.END_OBJECT) {
      String label = parser.getString();
      labels.put(label, text(label, parser.next()));
    }
    return labels;
  }

  private static IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException("the field " + name + " must be " + expected);
  }
}
