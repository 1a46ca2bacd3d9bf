package io.pepper.web.faces.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  @Test
  void readsWordsAndQuotes() {
    assertThat(
            ShellWords.words("  php  /srv/a.php --day='last monday' \"x \\\"y\\\" $z\" a\\ b '' "))
        .containsExactly("php", "/srv/a.php", "--day=last monday", "x \"y\" $z", "a b", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " ",
        "it's",
        "a\"b",
        "\\",
        "\\n",
        "it's \\ \"all\"",
        "line\nbreak\t",
        "'",
        "漢字 😀"
      })
  void readsBackWhatItWrites(String word) {
    List<String> words = List.of("first", word, "last");

    assertThat(ShellWords.words(ShellWords.of(words))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo 'x", "echo \"x", "echo \"x\\\""})
  void refusesAQuoteThatIsNeverClosed(String text) {
    assertThatThrownBy(() -> ShellWords.words(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never closed");
  }
}
