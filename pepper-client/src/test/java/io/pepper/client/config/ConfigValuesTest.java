package io.pepper.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of keys as programs read them. */
class ConfigValuesTest {
  private static ConfigValues of(String type, String text) {
    return of(new TypedValue(type, text, false));
  }

  private static ConfigValues of(TypedValue value) {
    return new ConfigValues("shop/cart.conf", 7, Map.of("k", value));
  }

  @Test
  void readsScalars() {
    assertThat(of("string", " a ").getString("k")).isEqualTo(" a ");
    assertThat(of("json", "{\"a\":1}").getJson("k")).isEqualTo("{\"a\":1}");
    assertThat(of("int", "+30").getInt("k")).isEqualTo(30);
    assertThat(of("int64", "-9223372036854775808").getLong("k")).isEqualTo(Long.MIN_VALUE);
    assertThat(of("bool", "T").getBoolean("k")).isTrue();
    assertThat(of("bool", "0").getBoolean("k")).isFalse();
    assertThat(of("float64", "1_000.5").getDouble("k")).isEqualTo(1000.5);
    assertThat(of("float64", "0x1p-4").getDouble("k")).isEqualTo(0.0625);
    assertThat(of("int", "3").getDouble("k")).isEqualTo(3);
    assertThat(of("int", "007").getText("k")).isEqualTo("007");
    assertThat(of("int", "007").type("k")).isEqualTo("int");
  }

  @ParameterizedTest
  @CsvSource({
    "1h30m, PT1H30M",
    "-2.5s, PT-2.5S",
    "0, PT0S",
    ".5ms, PT0.0005S",
    "1us2ns, PT0.000001002S",
    "3µs, PT0.000003S",
    "2562047h47m16.854775807s, PT2562047H47M16.854775807S",
  })
  void readsLengthsOfTime(String text, Duration expected) {
    assertThat(of("time.Duration", text).getDuration("k")).isEqualTo(expected);
  }

  @Test
  void readsListsSetsAndMaps() {
    assertThat(of("[]string", "a,,b ").getList("k", String.class)).containsExactly("a", "", "b ");
    assertThat(of("[]string", "").getList("k", String.class)).containsExactly("");
    assertThat(of("[]int", "").getList("k", Integer.class)).isEmpty();
    assertThat(of("[]int", "1,2").getList("k", Integer.class)).containsExactly(1, 2);
    assertThat(of("[]int64", "1,2").getList("k", Long.class)).containsExactly(1L, 2L);
    assertThat(of("[]float64", "1,.5").getList("k", Double.class)).containsExactly(1.0, .5);
    assertThat(of("[]bool", "1,f").getList("k", Boolean.class)).containsExactly(true, false);
    assertThat(of("map[string]struct{}", "b,a").getSet("k", String.class))
        .containsExactly("b", "a");
    assertThat(of("map[int]struct{}", "2,1").getSet("k", Long.class)).containsExactly(2L, 1L);
    assertThat(of("map[string]string", "a:b:c,d:").getMap("k", String.class, String.class))
        .isEqualTo(Map.of("a", "b:c", "d", ""));
    assertThat(of("map[int]int", "1:2").getMap("k", Integer.class, Long.class))
        .isEqualTo(Map.of(1, 2L));
    assertThat(of("map[string]bool", "a,b:false,c:d").getMap("k", String.class, Boolean.class))
        .isEqualTo(Map.of("a", true, "b", false, "c:d", true));
    assertThat(of("map[int]bool", "1,x,2:0").getMap("k", Long.class, Boolean.class))
        .isEqualTo(Map.of(1L, true, 2L, false));
    assertThat(of("map[string][]string", "a:1,2;b:").getMap("k", String.class, List.class))
        .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("")));
    assertThatThrownBy(() -> of("[]int", "1").getList("k", Integer.class).add(2))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void otherValuesAreForMissingKeysOnly() {
    ConfigValues values = of("string", "x");
    assertThat(values.getInt("none", 3)).isEqualTo(3);
    assertThat(values.getLong("none", 4)).isEqualTo(4);
    assertThat(values.getDouble("none", .5)).isEqualTo(.5);
    assertThat(values.getBoolean("none", true)).isTrue();
    assertThat(values.getString("none", "a")).isEqualTo("a");
    assertThat(values.getDuration("none", Duration.ZERO)).isZero();
    assertThat(values.getString("k", "a")).isEqualTo("x");
    assertThatThrownBy(() -> values.getInt("k", 3)).isInstanceOf(WrongTypeException.class);
  }

  @Test
  void errorsNameKeyTypeAndRemedy() {
    assertFails(() -> of("int", "1").getInt("x"))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContainingAll("key 'x' of shop/cart.conf", "revision 7", "publish it");
    assertFails(() -> of("time.Duration", "1s").getInt("k"))
        .isInstanceOf(WrongTypeException.class)
        .hasMessageContainingAll("is of type time.Duration, not int", "read it by getDuration");
    assertFails(() -> of("json", "{}").getString("k")).hasMessageContaining("by getJson");
    assertFails(() -> of("string", "1").getInt("k")).hasMessageContaining("by getString");
    assertFails(() -> of("[]int", "1").getSet("k", Long.class))
        .hasMessageContaining("not a set: read it by getList");
    assertFails(() -> of("[]int", "1").getList("k", String.class))
        .hasMessageContaining("no String: ask for Long");
    assertFails(() -> of("int64", "5000000000").getInt("k"))
        .isInstanceOf(WrongTypeException.class)
        .hasMessageContaining("5000000000, which does not fit 32 bits");
    assertFails(() -> of("chan int", "1").getInt("k")).hasMessageContaining("by getText");
    assertFails(() -> of(new TypedValue("int", "***", true)).getInt("k"))
        .isInstanceOf(HiddenSecretException.class)
        .hasMessageContaining("scope config");
    assertThat(of(new TypedValue("int", "4711", true)).getInt("k")).isEqualTo(4711);
    assertThat(of(new TypedValue("int", "4711", true)).toString()).doesNotContain("4711");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(
      ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(ConfigException.class);
  }

  @Test
  void propertiesHaveTextsThatJavaConverts() {
    Map<String, TypedValue> keys = new HashMap<>();
    keys.put("wait", new TypedValue("time.Duration", "1m30s", false));
    keys.put("on", new TypedValue("bool", "t", false));
    keys.put("hosts", new TypedValue("[]string", "a,b", false));
    keys.put("limits", new TypedValue("map[string]int", "mail:1,web:2", false));
    keys.put("groups", new TypedValue("map[string][]string", "x:1,2", false));
    keys.put("pin", new TypedValue("int", "***", true));
    assertThat(new ConfigValues("shop/cart.conf", 7, keys).properties())
        .isEqualTo(
            Map.of(
                "wait", "PT1M30S",
                "on", "true",
                "hosts", "a,b",
                "limits.mail", "1",
                "limits.web", "2",
                "groups.x", "1,2"));
  }
}
