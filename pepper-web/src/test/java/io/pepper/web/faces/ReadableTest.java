package io.pepper.web.faces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "950|950", "18234|18,234", "1250000|1.25 M"})
  void writesCountsSoThatTheyCanBeReadAtAGlance(long count, String text) {
    assertThat(Readable.count(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "0.31|0.3", "9.96|10", "1234.4|1,234"})
  void writesSmallRatesWithOneDigitAfterThePoint(double rate, String text) {
    assertThat(Readable.rate(rate)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,–", "PT0.2S,<1 s", "PT119S,119 s", "PT14M,14 min", "PT5H,5 h", "P3D,3 d"})
  void writesAgesInOneUnit(Duration age, String text) {
    assertThat(Readable.age(age)).isEqualTo(text);
  }

  @Test
  void writesAllLatenciesInTheUnitOfTheLargest() {
    assertThat(Readable.latencies(millis(0), millis(120), millis(3980)))
        .isEqualTo("<1 / 120 / 3,980 ms");
    assertThat(Readable.latencies(millis(200), millis(4100), millis(12_040)))
        .isEqualTo("0.2 / 4.1 / 12.0 s");
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
