package io.pepper.web.faces.config.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyFormTest {
  private static final KeyName KEY = new KeyName("k");

  @Test
  void showsItemsOneALineAndReadsThemBack() {
    KeyForm form = new KeyForm(ConfigEntry.of(KEY, ValueType.STRING_LIST, "a, b,c"));

    assertThat(form.getValue()).isEqualTo("a\n b\nc");
    form.setValue("a\r\n b\r\nd\r\n");
    assertThat(value(form)).isEqualTo("a, b,d");
  }

  @Test
  void separatesListsInMapsBySemicolons() {
    KeyForm form = new KeyForm(ConfigEntry.of(KEY, ValueType.STRING_LIST_BY_STRING, "a:1,2;b:3"));

    assertThat(form.getValue()).isEqualTo("a:1,2\nb:3");
    form.setValue("a:1,2\nb:3,4");
    assertThat(value(form)).isEqualTo("a:1,2;b:3,4");
  }

  @Test
  void refusesAnItemWithTheSeparatorInIt() {
    KeyForm form = new KeyForm(ConfigEntry.of(KEY, ValueType.INT_LIST, "1"));
    form.setValue("1\n2,3");

    assertThatThrownBy(() -> value(form))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("cannot contain ','");
  }

  /** An untouched value stays byte by byte what it was, also where its field loses some. */
  @Test
  void leavesAnUntouchedValueAsItWas() {
    for (String value : List.of("a,", ",", "a,b,,")) {
      KeyForm form = new KeyForm(ConfigEntry.of(KEY, ValueType.STRING_LIST, value));
      form.setValue(form.getValue().replace("\n", "\r\n"));

      assertThat(value(form)).isEqualTo(value);
    }
    KeyForm text = new KeyForm(ConfigEntry.of(KEY, ValueType.STRING, "a\r\nb"));
    text.setValue("a\r\nb");
    assertThat(value(text)).isEqualTo("a\r\nb");
  }

  @Test
  void keepsASecretWhoseFieldIsEmpty() {
    ConfigEntry secret = ConfigEntry.of(KEY, ValueType.STRING, "sealed").withSecret(true);
    KeyForm form = new KeyForm(secret);

    assertThat(form.getValue()).isEmpty();
    assertThat(value(form)).isEqualTo("***");
    form.setValue("another");
    assertThat(value(form)).isEqualTo("another");
  }

  @Test
  void makesAnotherTypeByRemovingTheKeyFirst() {
    KeyForm form = new KeyForm(ConfigEntry.of(KEY, ValueType.INT, "1"));
    form.setType("string");
    form.chooseType();

    List<KeyChange> changes = form.changes(SectionName.DEFAULT, KEY);
    assertThat(changes).hasSize(2);
    assertThat(changes.getFirst().value()).isEmpty();
    assertThat(changes.getLast().type()).contains(ValueType.STRING);
    assertThat(changes.getLast().value()).contains("1");
  }

  @Test
  void doesNotGiveABrowserANumberThatItsFieldWouldLose() {
    assertThat(new KeyForm(ConfigEntry.of(KEY, ValueType.INT, "+5")).isPlainNumber()).isFalse();
    assertThat(new KeyForm(ConfigEntry.of(KEY, ValueType.INT, "-5")).isPlainNumber()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ValueType.class)
  void hasAFieldForEachType(ValueType type) {
    KeyForm form = new KeyForm(null);
    form.setType(type.text());
    form.chooseType();

    assertThat(form.getField()).isEqualTo(ValueForm.of(type).name());
    assertThat(form.getTypes()).contains(type.text());
  }

  private static String value(KeyForm form) {
    Optional<String> value = form.changes(SectionName.DEFAULT, KEY).getLast().value();
    return value.orElseThrow();
  }
}
