package io.pepper.config.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.value.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IniWriterTest {
  @Test
  void writesPlainTextWhereItCan() {
    FileContent content =
        FileContent.EMPTY
            .with(SectionName.DEFAULT, entry("timeout", ValueType.INT, "10"))
            .with(SectionName.DEFAULT, entry("m", ValueType.STRING_LIST_BY_STRING, "1:a,b;2:c"))
            .with(new SectionName("10.0.0.1:80"), entry("timeout", ValueType.INT, "20"))
            .with(new SectionName(" t "), entry("empty", ValueType.STRING, ""));
    String text = IniWriter.write(content);
    assertThat(text)
        .isEqualTo(
            """
            timeout int = 10
            m map[string][]string = 1:a,b;2:c

            [10.0.0.1:80]
            timeout int = 20

            [ t ]
            empty = %s
            """
                .formatted(""));
    assertThat(IniFile.read(text).content()).isEqualTo(content);
  }

  static String[][] values() {
    return new String[][] {
      {"x # y", "a = `x # y`"},
      {"\"x\"", "a = `\"x\"`"},
      {"\"\"", "a = `\"\"`"},
      {" x ", "a = ` x `"},
      {"`x`", "a = ``x``"},
      {"c:\\d\\", "a = `c:\\d\\`"},
      {"\"\"\"", "a = `\"\"\"`"},
      {"\"\"\"x", "a = `\"\"\"x`"},
      {"one\ntwo", "a = `one\ntwo`"},
      {"one\ntw`o`", "a = `one\ntw`o``"},
      {"o`ne\ntwo", "a = \"\"\"o`ne\ntwo\"\"\""},
      {"o`ne\ntw\"\"\"o", "a = \"\"\"o`ne\ntw\"\"\"o\"\"\""},
      {"\n", "a = `\n`"},
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void quotesWhatWouldBeLost(String value, String line) {
    FileContent content =
        FileContent.EMPTY.with(SectionName.DEFAULT, entry("a", ValueType.STRING, value));
    assertThat(IniWriter.write(content)).isEqualTo(line + "\n");
    assertThat(IniFile.read(line).content()).isEqualTo(content);
  }

  static String[][] keys() {
    return new String[][] {
      {"a=b", "\"a=b\" = 1"},
      {"a:b", "\"a:b\" = 1"},
      {"#1", "\"#1\" = 1"},
      {"[a", "\"[a\" = 1"},
      {"\"a", "`\"a` = 1"},
      {"\"`a", "\"\"\"\"`a\"\"\" = 1"},
      {"a\"", "a\" = 1"},
      {"\ufeffa", "\n\ufeffa = 1"},
    };
  }

  @ParameterizedTest
  @MethodSource("keys")
  void quotesKeysThatWouldBeLost(String key, String line) {
    FileContent content =
        FileContent.EMPTY.with(SectionName.DEFAULT, entry(key, ValueType.STRING, "1"));
    assertThat(IniWriter.write(content)).isEqualTo(line + "\n");
    assertThat(IniFile.read(line).content()).isEqualTo(content);
  }

  static Object[][] unwritable() {
    return new Object[][] {
      {entry("a", ValueType.STRING, "`\n\"\"\"\n"), "a value of several lines cannot be written"},
      {entry("-", ValueType.STRING, "1"), "an ini file cannot have this name of a key"},
      {
        new ConfigEntry(new KeyName("a"), ValueType.INT, "b int", "1", false),
        "its left side 'b int' does not stand for this key with a value of type int"
      },
      {
        new ConfigEntry(new KeyName("a"), ValueType.STRING, "a", "1", true),
        "a secret cannot be written into an ini file"
      },
    };
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void namesSectionAndKeyOfWhatCannotBeWritten(ConfigEntry entry, String problem) {
    FileContent content = FileContent.EMPTY.with(new SectionName("s"), entry);
    assertThatThrownBy(() -> IniWriter.write(content))
        .isInstanceOf(UnwritableContentException.class)
        .hasMessageStartingWith("section 's', key '" + entry.key() + "': " + problem);
  }

  @Test
  void refusesSectionsThatNoHeaderNames() {
    FileContent content =
        FileContent.EMPTY.with(new SectionName("a]b"), entry("a", ValueType.STRING, "1"));
    assertThatThrownBy(() -> IniWriter.write(content))
        .isInstanceOf(UnwritableContentException.class)
        .hasMessageStartingWith("section 'a]b': ");
  }

  @Test
  void refusesWhatIsTooLongToBeRead() {
    String half = "x".repeat(IniFile.MAX_CHARACTERS / 2);
    FileContent content =
        FileContent.EMPTY
            .with(SectionName.DEFAULT, entry("a", ValueType.STRING, half))
            .with(SectionName.DEFAULT, entry("b", ValueType.STRING, half));
    assertThatThrownBy(() -> IniWriter.write(content))
        .hasMessage("the file has 1,048,586 characters, of which an ini file can have 1,048,576");
  }

  private static ConfigEntry entry(String key, ValueType type, String value) {
    return ConfigEntry.of(new KeyName(key), type, value);
  }
}
