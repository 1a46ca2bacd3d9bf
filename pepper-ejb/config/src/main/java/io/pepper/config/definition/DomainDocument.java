package io.pepper.config.definition;

import io.pepper.config.schema.JsonSchemas;
import io.pepper.definition.Fields;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.HttpUrl;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A domain's settings as JSON: what people write and read. */
public final class DomainDocument {
  /** The provider, found once: the search covers the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private DomainDocument() {}

  /**
   * Reads settings; those that are left out are as for a new domain.
   *
   * @param present what is set now, for which {@code ***} as the webhook stands
   * @throws InvalidDefinitionException naming the field at fault
   */
  public static DomainSettings read(JsonObject document, Optional<DomainSettings> present) {
    Fields fields = new Fields(document);
    String tag = fields.text("tag").orElse(DomainSettings.DEFAULT_TAG);
    boolean needsReview = fields.flag("needsReview", false);
    Optional<URI> webhook =
        fields
            .text("webhook")
            .map(text ->
                text.equals(HiddenValues.MASK)
                    ? kept(present)
                    : Fields.checked("webhook", () -> url(text)));
    List<KeySchema> schemas =
        fields
            .either("schemas", JsonObject.class)
            .map(files -> Fields.checked("schemas", () -> SchemasJson.read(files)))
            .orElse(List.of());
    schemas.forEach(DomainDocument::check);
    fields.refuseOthers();
    return new DomainSettings(tag, needsReview, webhook, schemas);
  }

  private static void check(KeySchema schema) {
    JsonSchemas.problemOfSchema(schema.schema())
        .ifPresent(problem -> {
          throw new InvalidDefinitionException(
              "schemas." + schema.file() + "." + schema.key(),
              "is no JSON Schema (2020-12): " + problem);
        });
  }

  private static URI kept(Optional<DomainSettings> present) {
    return present
        .flatMap(DomainSettings::webhook)
        .orElseThrow(() ->
            new InvalidDefinitionException(
                "webhook",
                "is ***, which stands for the address that is there, and there is none; write the address"));
  }

  private static URI url(String text) {
    URI url = HttpUrl.parse(text);
    boolean isHttp =
        url.getScheme() != null && url.getScheme().matches("(?i)https?") && url.getHost() != null;
    if (!isHttp) {
      throw new IllegalArgumentException("must be a full http:// or https:// address");
    }
    return url;
  }

  public static JsonObjectBuilder write(DomainSettings settings) {
    return write(settings, settings.webhook().map(URI::toString));
  }

  /** Writes settings with {@code ***} for the webhook's address, which may hold a secret. */
  public static JsonObjectBuilder writeWithoutSecrets(DomainSettings settings) {
    return write(settings, settings.webhook().map(address -> HiddenValues.MASK));
  }

  private static JsonObjectBuilder write(DomainSettings settings, Optional<String> webhook) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("tag", settings.tag())
            .add("needsReview", settings.needsReview());
    webhook.ifPresent(address -> json.add("webhook", address));
    if (!settings.schemas().isEmpty()) {
      json.add("schemas", SchemasJson.write(settings.schemas()));
    }
    return json;
  }
}
