package io.pepper.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Jobs that wait for months: each with an expression of its own, in one of many zones. Quartz and
 * Pepper read these expressions alike, but for the day of the week that is left open.
 */
final class ArmedJobs {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "Europe/London",
          "Europe/Moscow",
          "America/New_York",
          "America/Los_Angeles",
          "America/Sao_Paulo",
          "Africa/Cairo",
          "Asia/Kolkata",
          "Asia/Shanghai",
          "Asia/Tokyo",
          "Australia/Sydney",
          "Pacific/Auckland");

  /** Months after the present one, in which nothing of this is due. */
  private static final int FIRST_MONTH_AHEAD = 3;

  private static final int MONTHS = 6;

  /**
   * @param schedule seconds to day of the month and month, without a day of the week
   */
  record Armed(String name, String schedule, String zone) {}

  private ArmedJobs() {}

  /**
   * @param month the present one, 1 to 12
   */
  static List<Armed> make(int count, int month) {
    return IntStream.range(0, count).mapToObj(i -> job(i, month)).toList();
  }

  private static Armed job(int i, int month) {
    int due = (month - 1 + FIRST_MONTH_AHEAD + i % MONTHS) % 12 + 1;
    String schedule =
        "%d %d %d %d %d"
            .formatted(i % 60, i / 60 % 60, i / 3600 % 24, 1 + (i + i / 86_400) % 28, due);
    return new Armed("armed-%06d".formatted(i), schedule, ZONES.get(i % ZONES.size()));
  }
}
