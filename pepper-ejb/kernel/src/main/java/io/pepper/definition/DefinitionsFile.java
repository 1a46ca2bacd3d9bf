package io.pepper.definition;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The file of {@code pepper.definitions}: an object of sections, each an object of documents by
 * name. Each capability applies its own section.
 */
public final class DefinitionsFile {
  public static final String QUEUES = "queues";
  public static final String CRON = "cron";
  public static final String CONFIG = "config";
  private static final Set<String> SECTIONS = Set.of(QUEUES, CRON, CONFIG);

  private final Path file;
  private final JsonObject content;

  private DefinitionsFile(Path file, JsonObject content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Reads the file.
   *
   * @throws DefinitionsException if it cannot be read, or has an unknown section
   */
  public static DefinitionsFile read(Path file) {
    JsonObject content = parse(file);
    for (String key : content.keySet()) {
      if (!SECTIONS.contains(key)) {
        throw new DefinitionsException(
            file, "'" + key + "' is not known here; known are queues, cron and config", null);
      }
    }
    return new DefinitionsFile(file, content);
  }

  /**
   * Passes each document of a section to a reader.
   *
   * @param section {@link #QUEUES}, {@link #CRON} or {@link #CONFIG}
   * @throws DefinitionsException naming the file, the place and the problem
   */
  public void each(String section, BiConsumer<String, JsonObject> reader) {
    JsonValue documents = content.getOrDefault(section, JsonValue.EMPTY_JSON_OBJECT);
    if (!(documents instanceof JsonObject byName)) {
      throw new DefinitionsException(file, section + " must be an object, by name", null);
    }
    byName.forEach((name, document) -> read(section + "." + name, name, document, reader));
  }

  private void read(
      String place, String name, JsonValue document, BiConsumer<String, JsonObject> reader) {
    if (!(document instanceof JsonObject object)) {
      throw new DefinitionsException(file, place + " must be an object", null);
    }
    define(place, () -> reader.accept(name, object));
  }

  /**
   * Applies a document that {@link #each} has passed on before.
   *
   * @param place such as {@code cron.report}
   * @throws DefinitionsException naming the file, the place and the problem
   */
  public void define(String place, Runnable definition) {
    try {
      definition.run();
    } catch (InvalidDefinitionException | IllegalArgumentException e) {
      throw new DefinitionsException(file, place + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject parse(Path file) {
    try {
      return ExactJson.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DefinitionsException(
          file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    } catch (MalformedJsonException e) {
      throw new DefinitionsException(file, "is " + e.getMessage(), e);
    } catch (InvalidDefinitionException e) {
      throw new DefinitionsException(file, e.getMessage(), e);
    }
  }
}
