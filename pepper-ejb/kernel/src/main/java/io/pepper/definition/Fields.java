package io.pepper.definition;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one JSON object, each read by name; unread ones are refused. Every method throws
 * {@link InvalidDefinitionException} naming the field whose value it cannot accept. For one thread.
 */
public final class Fields {
  private final JsonObject object;
  private final Set<String> known = new HashSet<>();

  public Fields(JsonObject object) {
    this.object = object;
  }

  public Optional<String> text(String name) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonString text) {
            return text.getString();
          }
          throw invalid(name, "must be a text, not " + shown(value));
        });
  }

  /** Reads a text that must be there and that the reader accepts. */
  public <T> T required(String name, Function<String, T> reader) {
    String text = text(name).orElseThrow(() -> invalid(name, "is needed"));
    return checked(name, () -> reader.apply(text));
  }

  public long number(String name, long fallback, long least, long most) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return fallback;
    }
    if (value.get() instanceof JsonNumber number) {
      BigDecimal exact = number.bigDecimalValue();
      if (exact.compareTo(BigDecimal.valueOf(least)) >= 0
          && exact.compareTo(BigDecimal.valueOf(most)) <= 0
          && exact.stripTrailingZeros().scale() <= 0) {
        return exact.longValueExact();
      }
    }
    throw invalid(
        name,
        "must be a whole number from %d to %d, not %s".formatted(least, most, shown(value.get())));
  }

  public boolean flag(String name, boolean fallback) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return fallback;
    }
    return switch (value.get().getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw invalid(name, "must be true or false, not " + shown(value.get()));
    };
  }

  public Duration duration(String name, Duration fallback) {
    return text(name)
        .map(text -> {
          try {
            return Duration.parse(text);
          } catch (DateTimeParseException e) {
            throw invalid(name, "must be an ISO-8601 duration such as PT30S, not '" + text + "'");
          }
        })
        .orElse(fallback);
  }

  public Optional<Fields> object(String name) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonObject inner) {
            return new Fields(inner);
          }
          throw invalid(name, "must be an object, not " + shown(value));
        });
  }

  public List<String> texts(String name) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      throw invalid(name, "is needed: an array of texts");
    }
    List<String> texts = new ArrayList<>();
    if (value.get() instanceof JsonArray array) {
      for (JsonValue element : array) {
        if (!(element instanceof JsonString text)) {
          throw invalid(name, "must hold texts only, not " + shown(element));
        }
        texts.add(text.getString());
      }
      return texts;
    }
    throw invalid(name, "must be an array of texts, not " + shown(value.get()));
  }

  /** Returns the names of all fields, for an object whose names are free. */
  public Set<String> names() {
    return object.keySet();
  }

  /** Returns every field of this object as a text. */
  public Map<String, String> allTexts() {
    Map<String, String> all = new LinkedHashMap<>();
    object.keySet().forEach(name -> all.put(name, text(name).orElse("")));
    return all;
  }

  /** Returns every field of this object as an object. */
  public Map<String, Fields> allObjects() {
    Map<String, Fields> all = new LinkedHashMap<>();
    object.keySet().forEach(name -> object(name).ifPresent(inner -> all.put(name, inner)));
    return all;
  }

  /** Returns whether the field is there, also for null, which reads as if it were missing. */
  public boolean has(String name) {
    return object.containsKey(name);
  }

  public boolean isNull(String name) {
    return object.get(name) == JsonValue.NULL;
  }

  /** Returns the field's value if it is there and of this kind. */
  public <V extends JsonValue> Optional<V> either(String name, Class<V> kind) {
    return value(name).filter(kind::isInstance).map(kind::cast);
  }

  /** Accepts a field that may be there and means nothing. */
  public void ignore(String name) {
    known.add(name);
  }

  /** Refuses all fields that have not been read; called last. */
  public void refuseOthers() {
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw invalid(
            name,
            "is not known here; known are " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  /** Runs a constructor, and names the field in what it refuses. */
  public static <T> T checked(String name, java.util.function.Supplier<T> construction) {
    try {
      return construction.get();
    } catch (InvalidDefinitionException e) {
      throw e.within(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException(name, e.getMessage());
    }
  }

  private Optional<JsonValue> value(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name)).filter(value -> value != JsonValue.NULL);
  }

  private static InvalidDefinitionException invalid(String name, String problem) {
    return new InvalidDefinitionException(name, problem);
  }

  private static String shown(JsonValue value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
