package io.pepper.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonWriterTest {
  static Object[][] texts() {
    return new Object[][] {
      {"plain", "\"plain\""},
      {"a\"b\\c", "\"a\\\"b\\\\c\""},
      {"\n\r\t\u0001", "\"\\n\\r\\t\\u0001\""},
      {"<b>&", "\"\\u003cb\\u003e\\u0026\""},
      {"\u2028\u2029ü", "\"\\u2028\\u2029ü\""}
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void escapesAsGoDoes(String text, String json) {
    assertThat(new JsonWriter(0).string(text)).hasToString(json);
  }
}
