package io.pepper.config.schema;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Comparator;
import java.util.Optional;

/**
 * The check of texts by JSON Schema 2020-12. References lead within the schema only; nothing is
 * fetched. Safe for any number of threads.
 */
public final class JsonSchemas {
  private JsonSchemas() {}

  /**
   * Returns what is wrong with a schema, in words for people; empty if it is one.
   *
   * @param schema a JSON object
   */
  public static Optional<String> problemOfSchema(String schema) {
    try {
      Optional<String> problem = problem(MetaSchema.VALIDATOR.validate(new JsonObject(schema)));
      // Tried on a value as well: references that lead nowhere show up only then.
      return problem.isPresent() ? problem : problem(schema, "{}").filter(JsonSchemas::isOfSchema);
    } catch (DecodeException e) {
      return Optional.of("is no JSON object");
    }
  }

  private static final String UNUSABLE = "the schema cannot be applied: ";

  private static boolean isOfSchema(String problem) {
    return problem.startsWith(UNUSABLE);
  }

  /**
   * Returns why a value does not fit a schema, in words for people; empty if it fits. The words may
   * hold parts of the value.
   *
   * @param value JSON of any kind
   */
  public static Optional<String> problem(String schema, String value) {
    try {
      Validator validator =
          Validator.create(JsonSchema.of(new JsonObject(schema)), MetaSchema.OPTIONS);
      return problem(validator.validate(Json.decodeValue(value)));
    } catch (DecodeException e) {
      return Optional.of("is no JSON");
    } catch (RuntimeException e) {
      // Edge: a schema that the library cannot apply must not fail otherwise than a wrong value.
      return Optional.of(UNUSABLE + firstLine(e));
    } catch (StackOverflowError e) {
      return Optional.of(UNUSABLE + "it refers to itself without end, or the value is too deep");
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Returns the most particular of the errors, which the others follow from. */
  private static Optional<String> problem(OutputUnit result) {
    if (result.getValid()) {
      return Optional.empty();
    }
    return Optional.ofNullable(result.getErrors()).stream()
        .flatMap(errors -> errors.stream())
        .max(
            Comparator.<OutputUnit>comparingInt(error -> depth(error.getInstanceLocation()))
                .thenComparingInt(error -> depth(error.getKeywordLocation())))
        .map(error -> "at " + error.getInstanceLocation() + ": " + error.getError())
        .or(() -> Optional.of("does not fit"));
  }

  private static int depth(String location) {
    return (int) location.chars().filter(each -> each == '/').count();
  }
}
