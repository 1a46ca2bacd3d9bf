package io.pepper.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
  static Object[][] values() {
    return new Object[][] {
      {"string", " a, b ", " a, b ", "\" a, b \""},
      {"string", "", "", "\"\""},
      {"json", "{\"a\":<1>}", "{\"a\":<1>}", "\"{\\\"a\\\":\\u003c1\\u003e}\""},
      {"json", "{no json", "{no json", "\"{no json\""},
      {"json", "", "", "\"\""},
      {"bool", "T", true, "true"},
      {"bool", "0", false, "false"},
      {"int", "-5", -5L, "-5"},
      {"int", "+007", 7L, "7"},
      {"int64", "9223372036854775807", Long.MAX_VALUE, "9223372036854775807"},
      {"float64", "1e3", 1000.0, "1000"},
      {"float64", "-0", -0.0, "-0"},
      {"float64", "0x1p-4", 0.0625, "0.0625"},
      {"float64", "1_0.5", 10.5, "10.5"},
      {"float64", "1e21", 1e21, "1e+21"},
      {"float64", "0.0000001", 1e-7, "1e-7"},
      {"float64", "4.9e-324", Double.MIN_VALUE, "5e-324"},
      {"time.Duration", "1h2m3.5s", Duration.ofMillis(3_723_500), "3723500000000"},
      {"time.Duration", "-1.5us", Duration.ofNanos(-1500), "-1500"},
      {"time.Duration", "2µs", Duration.ofNanos(2000), "2000"},
      {"time.Duration", "0", Duration.ZERO, "0"},
      {"[]string", "a, b", List.of("a", " b"), "[\"a\",\" b\"]"},
      {"[]string", "", List.of(""), "[\"\"]"},
      {"[]int", "1,-2", List.of(1L, -2L), "[1,-2]"},
      {"[]int", "", List.of(), "[]"},
      {"[]int64", "3", List.of(3L), "[3]"},
      {"[]int64", "", List.of(), "[]"},
      {"[]float64", "0.5,2", List.of(0.5, 2.0), "[0.5,2]"},
      {"[]float64", "", List.of(), "[]"},
      {"[]bool", "true,F", List.of(true, false), "[true,false]"},
      {"[]bool", "", List.of(), "[]"},
      {"map[string]string", "b:x:y,a:", Map.of("b", "x:y", "a", ""), "{\"a\":\"\",\"b\":\"x:y\"}"},
      {"map[string]string", "a:1,a:2", Map.of("a", "2"), "{\"a\":\"2\"}"},
      {"map[string]string", "", Map.of(), "{}"},
      {"map[string]int", "a:1", Map.of("a", 1L), "{\"a\":1}"},
      {"map[string]int", "", Map.of(), "{}"},
      {"map[int]string", "9:x,10:y", Map.of(9L, "x", 10L, "y"), "{\"10\":\"y\",\"9\":\"x\"}"},
      {"map[int]string", "", Map.of(), "{}"},
      {"map[int]int", "+1:2,-1:3", Map.of(1L, 2L, -1L, 3L), "{\"-1\":3,\"1\":2}"},
      {"map[int]int", "", Map.of(), "{}"},
      {"map[string]bool", "a,b:0", Map.of("a", true, "b", false), "{\"a\":true,\"b\":false}"},
      {"map[string]bool", "a:no,b:1:1", Map.of("a:no", true, "b:1:1", true), null},
      {"map[string]bool", "", Map.of(), "{}"},
      {"map[int]bool", "1,2:f", Map.of(1L, true, 2L, false), "{\"1\":true,\"2\":false}"},
      {"map[int]bool", "x,y:true,3:no, 4,5", Map.of(5L, true), "{\"5\":true}"},
      {"map[int]bool", "", Map.of(), "{}"},
      {"map[string]struct{}", "b,a,b", Set.of("a", "b"), "{\"a\":{},\"b\":{}}"},
      {"map[string]struct{}", "", Set.of(), "{}"},
      {"map[int]struct{}", "2,10", Set.of(2L, 10L), "{\"10\":{},\"2\":{}}"},
      {"map[int]struct{}", "", Set.of(), "{}"},
      {
        "map[string][]string",
        "2:c;1:a,b",
        Map.of("1", List.of("a", "b"), "2", List.of("c")),
        "{\"1\":[\"a\",\"b\"],\"2\":[\"c\"]}"
      },
      {"map[string][]string", "a:b:c;a:", Map.of("a", List.of("")), "{\"a\":[\"\"]}"},
      {"map[string][]string", "", Map.of(), "{}"},
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsTextsAndWritesThemAsGoDoes(String type, String text, Object value, String json) {
    assertThat(type(type).parse(text)).isEqualTo(value);
    if (json != null) {
      assertThat(json(type(type), text)).isEqualTo(json);
    }
  }

  static Object[][] refused() {
    return new Object[][] {
      {"bool", List.of("", "yes", "on", "TrUe", " true")},
      {
        "int",
        List.of("", "0x1", "1 ", " 1", "1_000", "1.0", "9223372036854775808", "--1", "+", "١")
      },
      {"int64", List.of("", "-9223372036854775809")},
      {
        "float64",
        List.of("", "NaN", "nan", "Inf", "-infinity", "1e999", "1f", " 1", "0x1", "1__0", "_1")
      },
      {
        "time.Duration",
        List.of("", "1", "00", "1 h", "1S", ".s", "1h-2m", "9223372036854775808ns", "-")
      },
      {"[]int", List.of("1, 2", "1,", ",", "a")},
      {"[]int64", List.of("1;2")},
      {"[]float64", List.of("1,x", "NaN")},
      {"[]bool", List.of("true,yes")},
      {"map[string]string", List.of("a", "a:1,", "a:1,b")},
      {"map[string]int", List.of("a:x", "a:1, b:")},
      {"map[int]string", List.of("a:x", " 1:x")},
      {"map[int]int", List.of("1:a", "1")},
      {"map[int]struct{}", List.of("1,a", "1, 2")},
      {"map[string][]string", List.of("a", "a:1;", "a:1;b")},
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesOtherTexts(String name, List<String> texts) {
    ValueType type = type(name);
    for (String text : texts) {
      assertThatThrownBy(() -> type.parse(text))
          .as("'%s'", text)
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining(type.text())
          .hasMessageEndingWith("the type takes " + type.accepts());
    }
  }

  @Test
  void namesTheWrongPartAndShortensLongTexts() {
    assertThatThrownBy(() -> ValueType.INT_LIST.parse("1,x,3"))
        .hasMessageStartingWith("'1,x,3' is no []int (see 'x'): the type takes a list");
    assertThatThrownBy(() -> ValueType.INT.parse("a".repeat(1000)))
        .hasMessageStartingWith("'" + "a".repeat(80) + "…' is no int: the type takes a whole");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"int32", "[]time.Duration", "String", "map[string]float64", " int", "struct"})
  void knowsNoOtherTypes(String text) {
    assertThat(ValueType.of(text)).isEmpty();
  }

  @Test
  void takesTheEmptyTypeForText() {
    assertThat(ValueType.of("")).contains(ValueType.STRING);
  }

  @Test
  void writesTheLeftSide() {
    assertThat(ValueType.STRING.rawKey("a")).isEqualTo("a");
    assertThat(ValueType.DURATION.rawKey("a")).isEqualTo("a time.Duration");
  }

  @Test
  void survivesLongTexts() {
    String digits = "1".repeat(1 << 20);
    assertThat(ValueType.FLOAT64.parse("0." + digits)).isEqualTo(0.1111111111111111);
    assertThatThrownBy(() -> ValueType.INT.parse(digits)).hasMessageContaining("…");
    assertThatThrownBy(() -> ValueType.DURATION.parse(digits + "s")).hasMessageContaining("…");
    assertThat((List<?>) ValueType.STRING_LIST.parse(",".repeat(1 << 20))).hasSize((1 << 20) + 1);
  }

  private static ValueType type(String text) {
    return ValueType.of(text).orElseThrow();
  }

  private static String json(ValueType type, String text) {
    JsonWriter out = new JsonWriter(0);
    type.write(type.parse(text), out);
    return out.toString();
  }
}
