package io.pepper.web.faces.discovery;

import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Weights between zones as people write them: one a line, {@code sh1 -> sh2: 10}. */
final class ZoneWeights {
  private static final String FIELD = "zoneWeights";
  private static final Pattern LINE =
      Pattern.compile("\\s*(.+?)\\s*(?:->|→)\\s*(.+?)\\s*:\\s*(\\d+)\\s*");

  private ZoneWeights() {}

  static String text(Map<String, Map<String, Integer>> weights) {
    return weights.entrySet().stream()
        .flatMap(source ->
            source.getValue().entrySet().stream()
                .map(target ->
                    source.getKey() + " -> " + target.getKey() + ": " + target.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /**
   * Returns the weights as documents hold them.
   *
   * @throws InvalidDefinitionException naming the line that cannot be read
   */
  static JsonObject document(String text) {
    Map<String, JsonObjectBuilder> sources = new TreeMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          Matcher parts = LINE.matcher(line);
          if (!parts.matches()) {
            throw new InvalidDefinitionException(
                FIELD, "write each line as sh1 -> sh2: 10, not '" + line.strip() + "'");
          }
          sources
              .computeIfAbsent(parts.group(1), source -> Json.createObjectBuilder())
              .add(parts.group(2), new BigInteger(parts.group(3)));
        });
    JsonObjectBuilder json = Json.createObjectBuilder();
    sources.forEach(json::add);
    return json.build();
  }
}
