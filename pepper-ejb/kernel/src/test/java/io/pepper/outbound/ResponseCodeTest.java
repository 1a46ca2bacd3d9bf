package io.pepper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseCodeTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "' 200 ', 200",
    "'200, 200', 200",
    "'200,500', 500",
    "'500, 200', 500",
    "'200, 404, 500', 404",
    "', 200', 200",
    "',', ''"
  })
  void ofSeveralTheFirstThatIsNot200Counts(String values, String code) {
    assertThat(ResponseCode.of(values)).isEqualTo(code);
  }
}
