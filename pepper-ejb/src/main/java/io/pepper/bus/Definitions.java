package io.pepper.bus;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Applies the file of {@code pepper.definitions}; doing so twice changes nothing. */
final class Definitions {
  private static final String QUEUES = "queues";

  private final Queues queues;

  Definitions(Queues queues) {
    this.queues = queues;
  }

  /**
   * @throws DefinitionsException naming the file, the place and the problem
   */
  void apply(Path file) {
    JsonObject document = read(file);
    for (String key : document.keySet()) {
      if (!key.equals(QUEUES)) {
        throw new DefinitionsException(
            file, "'" + key + "' is not known here; known is queues", null);
      }
    }
    JsonValue all = document.getOrDefault(QUEUES, JsonValue.EMPTY_JSON_OBJECT);
    if (!(all instanceof JsonObject byName)) {
      throw new DefinitionsException(file, "queues must be an object, by queue name", null);
    }
    byName.forEach((name, queue) -> apply(file, name, queue));
  }

  private void apply(Path file, String name, JsonValue document) {
    if (!(document instanceof JsonObject queue)) {
      throw new DefinitionsException(file, "queues." + name + " must be an object", null);
    }
    try {
      queues.define(new QueueName(name), queue);
    } catch (InvalidDefinitionException | IllegalArgumentException e) {
      throw new DefinitionsException(file, "queues." + name + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject read(Path file) {
    try (JsonReader reader = Json.createReader(Files.newInputStream(file))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new DefinitionsException(
          file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    } catch (JsonException e) {
      throw new DefinitionsException(file, "is not a JSON object: " + e.getMessage(), e);
    }
  }
}
