package io.pepper.connector.resp.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '~',
      value = {
        "a b   c                > a,b,c",
        "lpush q \"he llo\"     > lpush,q,he llo",
        "\"\\x41\\x7a\\xZZ\"    > AzxZZ",
        "\"a\\tb\\\"c\\\\\"     > ~a\tb\"c\\~",
        "'a\\nb' 'it\\'s'       > a\\nb,it's",
        "a\"b c\"               > ab c",
        "'' \"\"                > ~,~"
      })
  void splitsAsRedisDoes(String line, String words) {
    assertThat(split(line)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "'a", "\"a\"b", "'a'b", "\"a\\", "\"a\\\""})
  void refusesUnbalancedQuotes(String line) {
    assertThat(split(line)).isNull();
  }

  private static String split(String line) {
    byte[][] words = InlineWords.split(line.getBytes(ISO_8859_1), line.length());
    return words == null
        ? null
        : Arrays.stream(words)
            .map(word -> new String(word, ISO_8859_1))
            .collect(Collectors.joining(","));
  }
}
