package io.pepper.web.discovery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParametersTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a+b, a b",
    "%e4%bd%a0, 你",
    "100%, 100%",
    "%zz, %zz",
    "%4, %4",
    "%2B%26%3d, +&="
  })
  void decodesAndIsLenient(String sent, String meant) {
    assertThat(FormParameters.of("x=" + sent).text("x")).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "a%c3", "\u00ff", "1&x=%ff", "%ed%a0%80"})
  void refusesBytesThatAreNotUtf8WhereTheyAreRead(String sent) {
    FormParameters parameters = FormParameters.of("ok=%ef%bf%bd&x=" + sent);

    assertThat(parameters.text("ok")).isEqualTo("\ufffd");
    assertThatThrownBy(() -> parameters.text("x"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("x has bytes that are not UTF-8, which could not be kept; send UTF-8");
    assertThatThrownBy(() -> parameters.list("x")).isInstanceOf(BadParameterException.class);
    assertThatThrownBy(() -> parameters.aligned("x")).isInstanceOf(BadParameterException.class);
  }

  @Test
  void keepsRepeatedValuesInOrder() {
    FormParameters parameters = FormParameters.of("a=1&b&a=&&a=2&c=&c=");

    assertThat(parameters.list("a")).containsExactly("1", "2");
    assertThat(parameters.aligned("a")).containsExactly("1", "", "2");
    assertThat(parameters.aligned("c")).isEmpty();
    assertThat(parameters.text("b")).isEmpty();
    assertThat(parameters.text("none")).isEmpty();
  }

  @Test
  void refusesWhatIsNoNumberOrTooMuch() {
    assertThat(FormParameters.of("n=-5").number("n")).isEqualTo(-5);
    assertThat(FormParameters.of("n=").number("n")).isZero();
    assertThatThrownBy(() -> FormParameters.of("n=1.5").number("n"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("n must be a whole number, not 1.5");
    assertThatThrownBy(() -> FormParameters.of("a=1&a=2").list("a", 1))
        .hasMessageContaining("at most 1");
    assertThatThrownBy(() -> FormParameters.of("a=").list("a", 1)).hasMessage("a is needed");
  }
}
