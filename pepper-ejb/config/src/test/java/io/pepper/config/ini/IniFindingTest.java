package io.pepper.config.ini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IniFindingTest {
  /** A text, the line of its only finding, the trap, and the effect. */
  static Object[][] traps() {
    return new Object[][] {
      {"b = y # c", 1, IniTrap.CUT_OFF, "the value is 'y', since '#' begins a comment"},
      {"\nc = z;w", 2, IniTrap.CUT_OFF, "the value is 'z', since ';' begins a comment"},
      {"a = \"x # y\"", 1, IniTrap.CUT_OFF, "the value is '\"x', since '#' begins a comment"},
      {"m  map[string][]string = 1:a;2:b", 1, IniTrap.CUT_OFF, "the value is '1:a', since"},
      {"a = \"\"", 1, IniTrap.QUOTES_KEPT, "the quotes belong to the value, which is '\"\"'"},
      {"a = \"a\",\"b\"", 1, IniTrap.QUOTES_KEPT, "the quotes belong to the value"},
      {"a = `x` y", 1, IniTrap.TEXT_DROPPED, "'y' behind the closing quote has no effect"},
      {"a = `x\ny` # z", 2, IniTrap.TEXT_DROPPED, "'# z' behind the closing quote"},
      {"[s] t\na = 1", 1, IniTrap.TEXT_DROPPED, "'t' behind the section's name has no effect"},
      {"\"k\" int = 5", 1, IniTrap.TEXT_DROPPED, "'int' behind the key's closing quote"},
      {"p = one \\\ntwo # com", 1, IniTrap.CONTINUED, "the backslash makes the next line part"},
      {
        "p = c:\\d\\\nq = 5",
        1,
        IniTrap.CONTINUED,
        "the backslash makes the next line part of the value, which is 'c:\\dq = 5'"
      },
      {"p = c:\\d\\\n", 1, IniTrap.CONTINUED, "the backslash makes the next line part"},
      {"p = \"x \\\n y\"", 1, IniTrap.CONTINUED, "the backslash makes the next line part"},
      {
        "# n\nm map[string][]string = 1:a",
        2,
        IniTrap.GLUED,
        "with comments around it, the value is '1:a# n'"
      },
      {"m map[string][]string = 1:a;2:b # n", 1, IniTrap.GLUED, "with comments around it"},
      {
        "m map[string][]string = 1:a ;2:b",
        1,
        IniTrap.GLUED,
        "with comments around it, the value is '1:a;2:b'"
      },
      {";n:x\nm map[string][]string = `1:a`", 2, IniTrap.GLUED, "with comments around it"},
      {"l []string =", 1, IniTrap.EMPTY_ELEMENT, "the list has one element, the empty text"},
      {"a = 1\na int = 2", 2, IniTrap.TWO_TYPES, "the key 'a' is also set in line 1"},
      {"a = 1\n\na = 2", 3, IniTrap.REPEATED, "'a' is set again, and its value of line 1 is lost"},
      {"l []string = a, b", 1, IniTrap.BLANKS_KEPT, "blanks belong to the elements, such as ' b'"},
      {"m map[string]string = a: b", 1, IniTrap.BLANKS_KEPT, "blanks belong"},
      {"m map[string]int = a:1, b:2", 1, IniTrap.BLANKS_KEPT, "blanks belong"},
      {"m map[string]bool = a, b", 1, IniTrap.BLANKS_KEPT, "blanks belong"},
      {"m map[string]struct{} = a, b", 1, IniTrap.BLANKS_KEPT, "blanks belong"},
      {"m map[string][]string = a:b, c", 1, IniTrap.BLANKS_KEPT, "blanks belong"},
      {"m map[int]bool = 1,x,2", 1, IniTrap.ITEMS_LOST, "of 3 items 2 count"},
      {"m map[string]string = a:1,a:2", 1, IniTrap.ITEMS_LOST, "of 2 items 1 count"},
      {"m map[int]struct{} = 1,1", 1, IniTrap.ITEMS_LOST, "of 2 items 1 count"},
      {"m map[string]bool = a:yes", 1, IniTrap.ITEM_AS_KEY, "the key is all of 'a:yes'"},
      {"a:b = c", 1, IniTrap.COLON, "the key ends at the colon: it is 'a'"},
      {"[ s]\na = 1", 1, IniTrap.SECTION_BLANKS, "the blanks belong to the section's name ' s'"},
      {"[s]\n[t]\na = 1", 1, IniTrap.EMPTY_SECTION, "the section 's' has no keys"},
      {"- = 1", 1, IniTrap.AUTO_NAME, "the key is named #1"},
      {"p json = {\"a\":1", 1, IniTrap.INVALID_JSON, "'{\"a\":1' is no JSON"},
      {"p json = {} {}", 1, IniTrap.INVALID_JSON, "'{} {}' is no JSON"},
      {"p json =", 1, IniTrap.INVALID_JSON, "'' is no JSON"},
      {"a = `x\r\ny`", 1, IniTrap.CARRIAGE_RETURNS, "the value keeps the carriage returns"},
    };
  }

  @ParameterizedTest
  @MethodSource("traps")
  void reportsTraps(String text, int line, IniTrap trap, String effect) {
    assertThat(IniFile.read(text).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.trap()).isEqualTo(trap);
          assertThat(finding.line()).isEqualTo(line);
          assertThat(finding.effect()).startsWith(effect);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# c\n; d\na = 1\n",
        "\ufeffa int = 1\r\n[s]\r\nb bool = t\r\n",
        "a = \"x y\"\nb = 'x'",
        "a = `x # y`\nb = \"\"\"x\ny\"\"\"",
        "m map[string][]string = 1:a,b;2:c",
        "url = http://x:80/",
        "a = b=c:d",
        "p json = {\"a\":[1]}",
        "q json = 5",
        "a = one \\\n two",
        "l []int =\nk []string = a,b\nm map[int]bool = 1,2:0\nn map[string]string =",
        "[DEFAULT]",
        ""
      })
  void findsNothingInPlainFiles(String text) {
    assertThat(IniFile.read(text).findings()).isEmpty();
  }

  @Test
  void saysWhatHappensAndHowToWriteIt() {
    assertThat(IniFile.read("\n\nc = z;w").findings())
        .map(IniFinding::message)
        .containsExactly(
            "line 3: the value is 'z', since ';' begins a comment; write the value in backticks, or the comment on a line of its own");
  }

  @Test
  void sortsFindingsByLineAndBoundsThem() {
    assertThat(IniFile.read("[s]\n[t]\na=1;\nl []string = a, b\nb=1;").findings())
        .map(IniFinding::line)
        .containsExactly(1, 3, 4, 5);
    assertThat(IniFile.read("a = 1 #\n".repeat(2_000)).findings()).hasSize(Findings.MAX_FINDINGS);
  }
}
