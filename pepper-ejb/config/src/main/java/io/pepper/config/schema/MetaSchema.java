package io.pepper.config.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema of schemas of JSON Schema 2020-12, whose parts the library brings along. */
final class MetaSchema {
  private static final String PLACE = "json-schema.org/draft/2020-12/";
  private static final List<String> PARTS =
      List.of(
          "schema",
          "meta/core",
          "meta/applicator",
          "meta/unevaluated",
          "meta/validation",
          "meta/meta-data",
          "meta/format-annotation",
          "meta/content");

  /** Names the document that a schema is; nothing is ever fetched. */
  static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("https://pepper.invalid/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  /** Safe for any number of threads once it is made. */
  static final Validator VALIDATOR = validator();

  private MetaSchema() {}

  private static Validator validator() {
    SchemaRepository schemas = SchemaRepository.create(OPTIONS);
    PARTS.forEach(part -> schemas.dereference("https://" + PLACE + part, read(PLACE + part)));
    return schemas.validator("https://" + PLACE + "schema");
  }

  private static JsonSchema read(String resource) {
    try (InputStream part = Validator.class.getClassLoader().getResourceAsStream(resource)) {
      return JsonSchema.of(new JsonObject(new String(part.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
