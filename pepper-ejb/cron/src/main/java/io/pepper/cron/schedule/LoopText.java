package io.pepper.cron.schedule;

import io.pepper.cron.schedule.words.EveryWords;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The text {@code @loop} or {@code @loop <pause>}: a job that runs again and again, which is no
 * schedule, since its next start depends on the end of the run before.
 */
public final class LoopText {
  private static final String LOOP = "@loop";
  private static final BigDecimal MAX_PAUSE_NANOS =
      BigDecimal.valueOf(Duration.ofDays(1).toNanos());

  private LoopText() {}

  public static boolean isLoop(String schedule) {
    String text = schedule.strip();
    return text.equals(LOOP) || text.startsWith(LOOP + " ");
  }

  /**
   * @param schedule a text that {@link #isLoop}
   * @return the pause between a run's end and the next start: zero to one day
   * @throws InvalidScheduleException if it is no such time
   */
  public static Duration pause(String schedule) {
    String pause = schedule.strip().substring(LOOP.length()).strip();
    if (pause.isEmpty()) {
      return Duration.ZERO;
    }
    BigDecimal nanos = GoDuration.nanos(pause);
    if (nanos.signum() < 0 || nanos.compareTo(MAX_PAUSE_NANOS) > 0) {
      throw new InvalidScheduleException(LOOP, "the pause must be 0s to 24h, not " + pause);
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** Returns the meaning in plain English. */
  public static String words(Duration pause) {
    return pause.isZero()
        ? "again and again, without a pause"
        : "again and again, " + EveryWords.counted(pause) + " after each end";
  }
}
