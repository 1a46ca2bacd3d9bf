package io.pepper.definition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @Test
  void readsWhatAnyReaderReads() {
    String text =
        """
        {"a":"\\u0000\\ud83d\\ude00 \u4e2d 😀 \ufffd","b":[1,-2.50,1e300,true,false,null,[],{}],
         "c":{"d":{"e":"\\"\\\\\\/\\n"}},"":""}
        """;

    JsonObject expected = Json.createReader(new StringReader(text)).readObject();

    assertThat(ExactJson.read(text)).isEqualTo(expected);
    assertThat(ExactJson.read(text.getBytes(UTF_8))).isEqualTo(expected);
    assertThat(ExactJson.read(("\ufeff" + text).getBytes(UTF_8))).isEqualTo(expected);
  }

  /** Bytes one to one in characters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"payloads\":[\"a\",\"\\ud800\"]}        | payloads      | the text at 1 has \\ud800",
        "{\"payloads\":[\"\\ude00\\ud83d\"]}       | payloads      | \\ude00",
        "{\"payloads\":[\"\u00ff\u00fe\"]}         | payloads      | the byte ff",
        "{\"payloads\":[\"a\u00c3\"]}              | payloads      | the byte c3",
        "{\"payloads\":[\"\u00ed\u00a0\u0080\"]}   | payloads      | the byte ed",
        "{\"payloads\":[\"\u00c0\u00af\"]}         | payloads      | the byte c0",
        "{\"payloads\":[\"a\"],\"payloads\":[]}    | payloads      | more than once",
        "{\"topics\":{\"a\":{\"x\":1,\"x\":1}}}    | topics.a.x    | more than once",
        "{\"l\":[{\"x\":1,\"\\u0078\":1}]}         | l.x           | more than once",
        "{\"topics\":{\"a\u00ff\":1}}              | topics        | the name of a field has the byte ff",
      })
  void namesTheFieldThatCannotBeKept(String text, String field, String problem) {
    InvalidDefinitionException refused =
        catchThrowableOfType(
            InvalidDefinitionException.class, () -> ExactJson.read(text.getBytes(ISO_8859_1)));

    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.problem()).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "{",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\"}",
        "{\"a\":\u00ff}"
      })
  void refusesWhatIsNotOneObject(String text) {
    assertThatThrownBy(() -> ExactJson.read(text.getBytes(ISO_8859_1)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("not ");
  }

  @Test
  void refusesNestingThatWouldExhaustTheStack() {
    assertThatThrownBy(() -> ExactJson.read("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("nested more than 500 levels deep");
    assertThat(ExactJson.read("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}")).hasSize(1);
  }
}
