package io.pepper.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String DAMAGE = "{}[]\",:\\u0e-.\u0001 t";

  @Test
  void readsEveryKindOfValue() {
    Object json =
        Json.read(
            """
            { "text": "a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00", "whole": -12, "part": 1.5e2,
              "yes": true, "no": false, "nothing": null, "list": [1, [], {}], "": {"a": 1} } \n\
            """);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "a\"\\/\b\f\n\r\té😀");
    expected.put("whole", -12L);
    expected.put("part", 150.0);
    expected.put("yes", true);
    expected.put("no", false);
    expected.put("nothing", null);
    expected.put("list", List.of(1L, List.of(), Map.of()));
    expected.put("", Map.of("a", 1L));
    assertThat(json).isEqualTo(expected);
  }

  @Test
  void keepsTimestampsExact() {
    assertThat(Json.read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Json.read("9223372036854775808")).isEqualTo(9.223372036854775808e18);
    assertThat(Json.read("1" + "0".repeat(400))).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "[,1]",
        "{,}",
        "{a:1}",
        "{1:1}",
        "nul",
        "nulll",
        "tru",
        "falsey",
        "True",
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"\n\"",
        "\"a",
        "'a'",
        "1 1",
        "[]]",
        "{}{}",
        "\u0000",
        "[1\u00a0]",
        "\"\\u１２３４\"",
        "// 1",
        "/**/1"
      })
  void refusesWhatIsNoJson(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .withMessageStartingWith("no JSON at character");
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(100_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(deep))
        .withMessageContaining("nested deeper");
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read("{\"a\":".repeat(100_000)));
    assertThat(Json.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
  }

  /**
   * Whatever is cut off or changed in a reply: a value or the one exception, never anything else.
   */
  @RepeatedTest(20)
  void survivesDamage(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String good = JsonText.of(value(random, 4));
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int damage = random.nextInt(3); damage >= 0 && !text.isEmpty(); damage--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setLength(at);
          case 1 -> text.setCharAt(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
          default -> text.deleteCharAt(at);
        }
      }
      try {
        Json.read(text.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("no JSON at character");
      }
    }
  }

  @RepeatedTest(50)
  void readsWhatIsWritten(RepetitionInfo repetition) {
    Object value = value(new Random(repetition.getCurrentRepetition()), 5);
    assertThat(Json.read(JsonText.of(value))).isEqualTo(value);
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextDouble() * 1e6;
      case 2 -> random.nextBoolean();
      case 3 -> text(random);
      case 4 -> null;
      case 5 -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          map.put(text(random), value(random, depth - 1));
        }
        yield map;
      }
      default -> {
        Object[] list = new Object[random.nextInt(5)];
        Arrays.setAll(list, i -> value(random, depth - 1));
        yield new ArrayList<>(Arrays.asList(list));
      }
    };
  }

  /** Any UTF-16, halves of pairs and control characters included. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
    }
    return text.toString();
  }
}
