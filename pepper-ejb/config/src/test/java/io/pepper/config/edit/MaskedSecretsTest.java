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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskedSecretsTest {
  private static final FileName FILE = new FileName("a.conf");
  private static final SectionName SECTION = SectionName.DEFAULT;
  private static final KeyName PIN = new KeyName("pin");
  private static final FileContent PRESENT =
      FileContent.EMPTY
          .with(SECTION, new ConfigEntry(PIN, ValueType.INT, "pin int", "4711", true))
          .with(SECTION, ConfigEntry.of(new KeyName("host"), ValueType.STRING, "db1"));

  @Test
  void aMaskInAWholeFileStandsForTheSecretThatIsThere() {
    FileContent written =
        FileContent.EMPTY
            .with(SECTION, new ConfigEntry(PIN, ValueType.INT, "pin int", "***", false))
            .with(SECTION, ConfigEntry.of(new KeyName("host"), ValueType.STRING, "db2"));

    FileContent now = replaced(PRESENT, written);

    assertThat(now.find(SECTION, PIN)).isEqualTo(PRESENT.find(SECTION, PIN));
    assertThat(now.find(SECTION, new KeyName("host")).orElseThrow().value()).isEqualTo("db2");
  }

  /** An ini file has the text for keys of type string only. */
  @Test
  void aMaskStandsForASecretOfAnyType() {
    FileContent written =
        FileContent.EMPTY.with(SECTION, ConfigEntry.of(PIN, ValueType.STRING, "***"));

    assertThat(replaced(PRESENT, written).find(SECTION, PIN)).isEqualTo(PRESENT.find(SECTION, PIN));
  }

  @Test
  void aSecretStaysOneWhenItsFileIsWritten() {
    FileContent written =
        FileContent.EMPTY.with(SECTION, ConfigEntry.of(PIN, ValueType.INT, "4712"));

    ConfigEntry pin = replaced(PRESENT, written).find(SECTION, PIN).orElseThrow();

    assertThat(pin.value()).isEqualTo("4712");
    assertThat(pin.isSecret()).isTrue();
  }

  @Test
  void refusesAMaskThatStandsForNothing() {
    FileContent masked =
        FileContent.EMPTY.with(
            SECTION, ConfigEntry.of(new KeyName("other"), ValueType.STRING, "***"));

    assertThatThrownBy(() -> replaced(PRESENT, masked))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("DEFAULT.other")
        .hasMessageContaining("write the value");
    assertThatThrownBy(() -> changed(PRESENT, change("host", "***", Optional.empty())))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("DEFAULT.host");
  }

  @Test
  void aChangeOfAKeyKeepsTheSecretToo() {
    assertThat(changed(PRESENT, change("pin", "***", Optional.empty()))).isEqualTo(PRESENT);
    ConfigEntry changed =
        changed(PRESENT, change("pin", "1", Optional.empty())).find(SECTION, PIN).orElseThrow();
    assertThat(changed.isSecret()).isTrue();
  }

  @Test
  void aSecretBecomesReadableOnlyWithANewValue() {
    assertThatThrownBy(() -> changed(PRESENT, change("pin", "***", Optional.of(false))))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("other than ***");
    assertThat(
            changed(PRESENT, change("pin", "1", Optional.of(false)))
                .find(SECTION, PIN)
                .orElseThrow()
                .isSecret())
        .isFalse();
  }

  /** A file that came from gokeeper may hold the text. */
  @Test
  void asterisksThatAreNoSecretStay() {
    FileContent plain =
        FileContent.EMPTY.with(
            SECTION,
            new ConfigEntry(new KeyName("stars"), ValueType.STRING, "stars", "***", false));

    assertThat(replaced(plain, plain)).isEqualTo(plain);
    assertThat(changed(plain, change("stars", "***", Optional.empty()))).isEqualTo(plain);
  }

  private static FileContent replaced(FileContent present, FileContent written) {
    return new ContentEditor(new ReadableSecrets())
        .apply(Optional.of(present), new FileEdit.ReplaceContent(FILE, written))
        .orElseThrow();
  }

  private static FileContent changed(FileContent present, KeyChange change) {
    return new ContentEditor(new ReadableSecrets()).apply(present, List.of(change));
  }

  private static KeyChange change(String key, String value, Optional<Boolean> secret) {
    return new KeyChange(SECTION, new KeyName(key), Optional.empty(), Optional.of(value), secret);
  }

  /** Keeps secrets as they are written. */
  private static final class ReadableSecrets implements SecretForm {
    @Override
    public String encrypt(SectionName section, ConfigEntry clear) {
      return clear.value();
    }

    @Override
    public Optional<String> decrypt(SectionName section, ConfigEntry kept) {
      return Optional.of(kept.value());
    }
  }
}
