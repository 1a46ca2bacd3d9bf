package io.pepper.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void writesWhatJavaDoes() {
    for (long power = 1, i = 0; i < 19; power *= 10, i++) {
      assertWritten(power);
      assertWritten(power - 1);
      assertWritten(power + 1);
    }
    for (String edge :
        new String[] {
          "9223372036854775807",
          "9223372036854775808",
          "9999999999999999999",
          "10000000000000000000",
          "18446744073709551615"
        }) {
      assertWritten(Long.parseUnsignedLong(edge));
    }
    new Random(7).longs(10_000).forEach(DigitsTest::assertWritten);
  }

  private static void assertWritten(long number) {
    byte[] text = new byte[22];
    int end = Digits.write(number, text, 1);

    assertThat(new String(text, 1, end - 1, US_ASCII)).isEqualTo(Long.toUnsignedString(number));
    assertThat(Digits.unsigned(number)).isEqualTo(end - 1);
    assertThat(new JobId(number)).hasToString(Long.toUnsignedString(number));
  }
}
