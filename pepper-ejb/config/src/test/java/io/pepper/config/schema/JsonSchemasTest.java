package io.pepper.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemasTest {
  private static final String PERSON =
      "{\"type\":\"object\",\"required\":[\"name\"],\"additionalProperties\":false,"
          + "\"properties\":{\"name\":{\"type\":\"string\",\"pattern\":\"^[a-z]+$\"},"
          + "\"age\":{\"type\":\"integer\",\"minimum\":0},"
          + "\"friends\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"ann\"}",
        "{\"name\":\"ann\",\"age\":3}",
        "{\"name\":\"ann\",\"friends\":[{\"name\":\"bob\",\"friends\":[]}]}",
      })
  void acceptsWhatFits(String value) {
    assertThat(JsonSchemas.problem(PERSON, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};name",
        "{\"name\":\"Ann\"};#/name",
        "{\"name\":\"ann\",\"age\":-1};less than 0",
        "{\"name\":\"ann\",\"friends\":[{\"name\":\"bob\",\"friends\":[{}]}]};#/friends/0/friends/0",
        "[];Expected object",
        "{\"name\":;no JSON",
      })
  void saysWhatDoesNotFitAndWhere(String value, String problem) {
    assertThat(JsonSchemas.problem(PERSON, value)).get().asString().contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"type\":\"objekt\"};#/type",
        "{\"minimum\":\"x\"};#/minimum",
        "{\"properties\":[1]};#/properties",
        "{\"pattern\":\"(\"};#/pattern",
        "{\"required\":\"x\"};#/required",
        "{\"$ref\":\"https://example.com/x.json\"};Unresolved",
        "{\"$ref\":\"#\"};itself without end",
        "[];no JSON object",
        "{;no JSON object",
      })
  void refusesWhatIsNoSchema(String schema, String problem) {
    assertThat(JsonSchemas.problemOfSchema(schema)).get().asString().contains(problem);
  }

  @Test
  void acceptsASchema() {
    assertThat(JsonSchemas.problemOfSchema(PERSON)).isEqualTo(Optional.empty());
    assertThat(JsonSchemas.problemOfSchema("{}")).isEmpty();
    assertThat(
            JsonSchemas.problemOfSchema(
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"array\"}"))
        .isEmpty();
  }
}
