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

class IniFileTest {
  /** A text, a key of its section DEFAULT, and that key's value. */
  static String[][] values() {
    return new String[][] {
      {"b = y # c", "b", "y"},
      {"c = z;w", "c", "z"},
      {"a = \"x # y\"", "a", "\"x"},
      {"a = \"x y\"", "a", "x y"},
      {"b = 'x y'", "b", "x y"},
      {"c = \"a\",\"b\"", "c", "\"a\",\"b\""},
      {"d = \"\"", "d", "\"\""},
      {"url = http://x:80/", "url", "http://x:80/"},
      {"a = b=c:d", "a", "b=c:d"},
      {"a:b = c", "a", "b = c"},
      {"p json = {\"a\":\"1;2\"}", "p", "{\"a\":\"1"},
      {"p json = `{\"a\":\"1;2#3\"}`", "p", "{\"a\":\"1;2#3\"}"},
      {"p = one \\\n two # com", "p", "one two # com"},
      {"a = %(b)s", "a", "%(b)s"},
      {"a = x\\ny", "a", "x\\ny"},
      {"a =", "a", ""},
      {"a = \n", "a", ""},
      {"\ufeffa = 1", "a", "1"},
      {"  \t a = 1", "a", "1"},
      {"a = 1\r\n", "a", "1"},
      {"# x = 1\n;y = 2\na = 1", "a", "1"},
      {"\"a\" = 1", "a", "1"},
      {"`a=b` = 1", "a=b", "1"},
      {"\"\"\"a:b\"\"\" = 1", "a:b", "1"},
      {"\"n int\" = 1", "n", "1"},
      {"- = x\n- = y", "#2", "y"},
      {"\"#1\" = z", "#1", "z"},
      {"a = 1\na = 2", "a", "2"},
      {"a int = x\na int = 2", "a", "2"},
      {"a = 1\n[s]\na = 2\n[DEFAULT]\na = 3", "a", "3"},
      {"a = \"\"\"x # y\"\"\" z", "a", "x # y"},
      {"a = `x`y`", "a", "x`y"},
      {"a = \"\"\"x\"\"\"\"", "a", "x\""},
      {"a = ``", "a", ""},
      {"a = \"\"\"", "a", "\"\"\""},
      {"a = \"\"\"one\n  two  \nthree\"\"\" four\nb = 5", "a", "one\n  two  \nthree"},
      {"a = `one\n# two\nthr`ee` four", "a", "one\n# two\nthr`ee"},
      {"a = `one\r\ntwo`\r\n", "a", "one\r\ntwo"},
      {"a = x \\\n y \\\n z", "a", "x y z"},
      {"a = x \\\n\nb = 1", "a", "x "},
      {"a = x \\", "a", "x "},
      {"a = \"x \\\n y\"", "a", "\"x y\""},
      {"m map[string][]string = 1:a,b;2:c", "m", "1:a,b;2:c"},
      {"m map[string][]string = 1:a;2:b # note", "m", "1:a;2:b # note"},
      {"# note\nm map[string][]string = 1:a;2:b", "m", "1:a# note\n;2:b"},
      {"# note\n\nm map[string][]string = `1:a`", "m", "1:a# note"},
      {"# note\n[DEFAULT]\nm map[string][]string = 1:a", "m", "1:a"},
      {"m  map[string][]string = 1:a;2:b", "m", "1:a"},
      {"m\tmap[string][]string = 1:a;2:b", "m", "1:a"},
      {"- = 1\n- = 2", "#2", "2"},
      {"- = 1\n[s]\n[DEFAULT]\n- = 2", "#1", "2"},
      {"l []string =", "l", ""},
      {"l []int =", "l", ""},
      {"a string = 1", "a", "1"},
      {"a\t int = 1", "a", "1"},
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsValuesAsGokeeperDoes(String text, String key, String value) {
    assertThat(IniFile.read(text).content().find(SectionName.DEFAULT, new KeyName(key)))
        .map(ConfigEntry::value)
        .contains(value);
  }

  @Test
  void readsSectionsInTheirOrder() {
    FileContent content =
        IniFile.read(
                "a = 1\n[10.0.0.1:80] rest\nb int = 2\n[ x ]\nc = 3\n[10.0.0.1:80]\nb int = 4\n")
            .content();
    assertThat(content)
        .isEqualTo(
            FileContent.EMPTY
                .with(SectionName.DEFAULT, entry("a", ValueType.STRING, "1"))
                .with(new SectionName("10.0.0.1:80"), entry("b", ValueType.INT, "4"))
                .with(new SectionName(" x "), entry("c", ValueType.STRING, "3")));
    assertThat(content.names())
        .map(SectionName::value)
        .containsExactly("DEFAULT", "10.0.0.1:80", " x ");
  }

  @Test
  void hasTheSectionDefaultAlways() {
    assertThat(IniFile.read("").content()).isEqualTo(FileContent.EMPTY);
    assertThat(IniFile.read("[s]\na=1").content().names()).contains(SectionName.DEFAULT);
    assertThat(IniFile.read("[default]\na=1").content().section(SectionName.DEFAULT)).isEmpty();
  }

  @Test
  void keepsTheLeftSideAsItIs() {
    assertThat(IniFile.read(" `n  int` = 1").content().section(SectionName.DEFAULT))
        .containsExactly(new ConfigEntry(new KeyName("n"), ValueType.INT, "n  int", "1", false));
  }

  @Test
  void keepsTheLaterOfTwoTypes() {
    assertThat(IniFile.read("a = 1\na int = 2\na = 3").content().section(SectionName.DEFAULT))
        .containsExactly(entry("a", ValueType.STRING, "3"));
    assertThat(IniFile.read("a = 1\na int = 2").content().section(SectionName.DEFAULT))
        .containsExactly(entry("a", ValueType.INT, "2"));
  }

  /** A text, the line and the beginning of the error. */
  static Object[][] refused() {
    return new Object[][] {
      {"a = 1\n\nb", 3, "'b' has no '=' between key and value"},
      {"[s", 1, "the name of the section has no closing ']'"},
      {"a = 1\n[]", 2, "the section has no name"},
      {"= 1", 1, "there is no key"},
      {"\"\" = 1", 1, "there is no key"},
      {"\" \" = 1", 1, "there is no key"},
      {"\"a = 1", 1, "the quote before the key has no closing \""},
      {"person Person json = {}", 1, "'person Person json' is not a key, or a key and its type"},
      {"m map[string] string = a:b", 1, "'m map[string] string' is not a key"},
      {"a = 1\nb int32 = 1", 2, "there is no type 'int32'; the types are string, bool,"},
      {"b []time.Duration = 1s", 1, "there is no type '[]time.Duration'"},
      {"# c\nb int = x", 2, "'x' is no int: the type takes a whole number"},
      {"b int =", 1, "'' is no int"},
      {"b float64 = NaN", 1, "'NaN' is no float64"},
      {"a = `x\ny\nz", 1, "the value begins with `, and no line has the closing one"},
      {"b = 1\na = \"\"\"x\n\"\"", 2, "the value begins with \"\"\""},
      {"a = `", 1, "the value begins with `"},
      {"a/b = 1", 1, "'a/b' is not the name of a key"},
      {"[a/b]\nc = 1", 1, "'a/b' is not the name of a section"},
      {"# note\nm map[string][]string = 1:a;b", 2, "'1:a# note\\n;b' is no map[string][]string"},
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesTheWholeTextAndNamesTheLine(String text, int line, String problem) {
    assertThatThrownBy(() -> IniFile.read(text))
        .isInstanceOfSatisfying(
            IniSyntaxException.class, error -> assertThat(error.line()).isEqualTo(line))
        .hasMessageStartingWith("line " + line + ": " + problem);
  }

  @Test
  void boundsTheTextAndTheNumberOfKeys() {
    String longest = "a = " + "x".repeat(IniFile.MAX_CHARACTERS - 4);
    assertThat(IniFile.read(longest).content().size()).isOne();
    assertThatThrownBy(() -> IniFile.read(longest + "x"))
        .hasMessage(
            "line 1: the file has 1,048,577 characters, of which 1,048,576 are allowed; divide it into several");
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < IniFile.MAX_KEYS; i++) {
      keys.append('k').append(i).append("=\n");
    }
    assertThat(IniFile.read(keys.toString()).content().size()).isEqualTo(IniFile.MAX_KEYS);
    assertThatThrownBy(() -> IniFile.read(keys + "one = more"))
        .hasMessage("line 10001: the file has more than 10,000 keys; divide it into several");
  }

  private static ConfigEntry entry(String key, ValueType type, String value) {
    return ConfigEntry.of(new KeyName(key), type, value);
  }
}
