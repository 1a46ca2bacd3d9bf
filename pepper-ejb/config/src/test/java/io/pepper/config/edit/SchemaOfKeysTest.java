package io.pepper.config.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaOfKeysTest {
  private static final KeyName PERSON = new KeyName("person");
  private static final ContentEditor EDITOR =
      new ContentEditor(
          new NoSecrets(), Map.of(PERSON, "{\"required\":[\"name\"],\"type\":\"object\"}"));

  private static final class NoSecrets implements SecretForm {
    @Override
    public String encrypt(SectionName section, ConfigEntry clear) {
      return "encrypted";
    }

    @Override
    public Optional<String> decrypt(SectionName section, ConfigEntry kept) {
      return Optional.empty();
    }
  }

  private static FileContent set(
      SectionName section, ValueType type, String value, boolean secret) {
    return EDITOR.apply(
        FileContent.EMPTY,
        List.of(
            new KeyChange(
                section, PERSON, Optional.of(type), Optional.of(value), Optional.of(secret))));
  }

  @Test
  void aValueOfTypeJsonFitsTheSchemaOfItsKeyInWhateverSection() {
    String fits = "{\"name\":\"ann\"}";
    assertThat(set(SectionName.DEFAULT, ValueType.JSON, fits, false).size()).isEqualTo(1);
    for (SectionName section : List.of(SectionName.DEFAULT, new SectionName("n1"))) {
      assertThatThrownBy(() -> set(section, ValueType.JSON, "{\"age\":1}", false))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining(section + ".person: does not fit the key's JSON Schema")
          .hasMessageContaining("\"name\"");
    }
  }

  @Test
  void otherTypesHaveNoSchema() {
    assertThat(set(SectionName.DEFAULT, ValueType.STRING, "{\"age\":1}", false).size())
        .isEqualTo(1);
  }

  @Test
  void theRefusalOfASecretDoesNotQuoteIt() {
    assertThatThrownBy(() -> set(SectionName.DEFAULT, ValueType.JSON, "{\"hunter2\":1}", true))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("does not fit")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> set(SectionName.DEFAULT, ValueType.INT, "hunter2", true))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("is not of type int")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aWholeFileIsCheckedToo() {
    FileContent content =
        FileContent.EMPTY.with(
            SectionName.DEFAULT, ConfigEntry.of(PERSON, ValueType.JSON, "{\"age\":1}"));
    assertThatThrownBy(() ->
            EDITOR.apply(
                Optional.empty(), new FileEdit.ReplaceContent(new FileName("a.conf"), content)))
        .isInstanceOf(InvalidDefinitionException.class);
  }
}
