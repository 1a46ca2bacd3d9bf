package io.pepper.web.faces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT30S,30s",
    "PT1H30M,1h 30m",
    "PT24H,1d",
    "PT0.25S,250ms",
    "PT1M1.5S,1m 1s 500ms",
    "PT0.0015S,PT0.0015S",
    "PT-1S,PT-1S"
  })
  void readsBackWhatItWrites(String iso, String shown) {
    Duration duration = Duration.parse(iso);

    assertThat(DurationText.of(duration)).isEqualTo(shown);
    assertThat(Duration.parse(DurationText.document(shown))).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({"1h30m,PT1H30M", "' 90s ',PT1M30S", "PT5S,PT5S", "soon,soon", "5,5", "5m 1h,5m 1h"})
  void leavesToTheDocumentWhatItCannotRead(String text, String written) {
    assertThat(DurationText.document(text)).isEqualTo(written);
  }
}
