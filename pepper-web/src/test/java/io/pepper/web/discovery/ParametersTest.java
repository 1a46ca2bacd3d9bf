package io.pepper.web.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
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
    assertThat(Parameters.of("x=" + sent).text("x")).isEqualTo(meant);
  }

  @Test
  void keepsRepeatedValuesInOrder() {
    Parameters parameters = Parameters.of("a=1&b&a=&&a=2&c=&c=");

    assertThat(parameters.list("a")).containsExactly("1", "2");
    assertThat(parameters.aligned("a")).containsExactly("1", "", "2");
    assertThat(parameters.aligned("c")).isEmpty();
    assertThat(parameters.text("b")).isEmpty();
    assertThat(parameters.text("none")).isEmpty();
  }

  @Test
  void refusesWhatIsNoNumberOrTooMuch() {
    assertThat(Parameters.of("n=-5").number("n")).isEqualTo(-5);
    assertThat(Parameters.of("n=").number("n")).isZero();
    assertThatThrownBy(() -> Parameters.of("n=1.5").number("n"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("n must be a whole number, not 1.5");
    assertThatThrownBy(() -> Parameters.of("a=1&a=2").list("a", 1))
        .hasMessageContaining("at most 1");
    assertThatThrownBy(() -> Parameters.of("a=").list("a", 1)).hasMessage("a is needed");
  }
}
