package io.pepper.cron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryScheduleTest {
  private static final Instant ORIGIN = Instant.parse("0001-01-01T00:00:00Z");
  private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

  @ParameterizedTest
  @CsvSource({
    "@every 5s, 2026-11-25T18:00:00Z, 2026-11-25T18:00:05Z",
    "@every 5s, 2026-11-25T18:00:04.999999999Z, 2026-11-25T18:00:05Z",
    "@every 1h30m, 2026-11-25T18:00:00Z, 2026-11-25T19:30:00Z",
    "@every 24h, 2026-11-25T18:00:00Z, 2026-11-26T00:00:00Z",
    "@every 168h, 2026-11-25T18:00:00Z, 2026-11-30T00:00:00Z",
    "@every 1d, 2026-11-25T18:00:00Z, 2026-11-26T00:00:00Z",
    "@every 7d, 2026-11-25T18:00:00Z, 2026-11-30T00:00:00Z",
    "@every 1d12h, 2026-11-25T18:00:00Z, 2026-11-26T12:00:00Z",
    "@every 100ms, 2026-11-25T18:00:00.100Z, 2026-11-25T18:00:00.200Z",
    "@every .5s, 2026-11-25T18:00:00Z, 2026-11-25T18:00:00.500Z",
    "@every 2.s, 2026-11-25T18:00:01Z, 2026-11-25T18:00:02Z",
    "@every +1m, 2026-11-25T18:00:00Z, 2026-11-25T18:01:00Z",
    "@every 200000us, 2026-11-25T18:00:00Z, 2026-11-25T18:00:00.200Z",
    "@every 200000µs, 2026-11-25T18:00:00Z, 2026-11-25T18:00:00.200Z",
    "@every 200000μs, 2026-11-25T18:00:00Z, 2026-11-25T18:00:00.200Z",
    "@every 500000000ns, 2026-11-25T18:00:00Z, 2026-11-25T18:00:00.500Z",
  })
  void firesOnItsGrid(String text, Instant after, Instant next) {
    assertThat(Schedule.parse(text, Dialect.SECONDS, ZoneId.of("Asia/Shanghai")).next(after))
        .contains(next);
  }

  @Test
  void countsMultiplesFromTheYearOne() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long period =
          random.nextLong(100, Duration.ofDays(random.nextInt(1, 3650)).toMillis()) * 1_000_000;
      Instant after =
          Instant.ofEpochSecond(
              random.nextLong(-2_000_000_000L, 6_000_000_000L), random.nextInt(1_000_000_000));
      BigInteger multiple = BigInteger.valueOf(period);
      BigInteger expected = nanos(after).divide(multiple).add(BigInteger.ONE).multiply(multiple);

      assertThat(
              Schedule.parse("@every " + period + "ns", Dialect.AUTO, ZoneOffset.UTC).next(after))
          .map(EveryScheduleTest::nanos)
          .as("every %d ns after %s, seed %d", period, after, seed)
          .contains(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'numbers with units'",
    "0s, 'above zero'",
    "-5s, 'above zero'",
    "99ms, '100ms or more'",
    "0.01s, '100ms or more'",
    "3650d1ns, '3650d or less'",
    "100.5ms, 'whole milliseconds'",
    "1000000001ns, 'whole milliseconds'",
    "99999999999999999999h, '3650d or less'",
    "90, 'numbers with units'",
    "Xm, 'numbers with units'",
    "1w, 'numbers with units'",
    "1h 30m, 'numbers with units'",
    ".s, 'numbers with units'",
    "1.5.5s, 'numbers with units'",
    "--1s, 'numbers with units'",
    "-, 'numbers with units'",
  })
  void refuses(String duration, String remedy) {
    assertThatExceptionOfType(InvalidScheduleException.class)
        .isThrownBy(() -> Schedule.parse("@every " + duration, Dialect.AUTO, ZoneOffset.UTC))
        .withMessageStartingWith("@every: '" + duration + "'")
        .withMessageContaining(remedy);
  }

  private static BigInteger nanos(Instant instant) {
    return BigInteger.valueOf(instant.getEpochSecond() - ORIGIN.getEpochSecond())
        .multiply(SECOND)
        .add(BigInteger.valueOf(instant.getNano()));
  }
}
