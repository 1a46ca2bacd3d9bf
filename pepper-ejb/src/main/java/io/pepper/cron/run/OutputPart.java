package io.pepper.cron.run;

import java.util.Arrays;

/**
 * A stretch of a run's output as text.
 *
 * @param next where the following part begins; the place asked for if there was nothing new
 */
public record OutputPart(String text, long next) {
  /** The end is left out if it may be a character's first bytes, and is not all there is. */
  static OutputPart of(byte[] bytes, long from) {
    int whole = Utf8Cut.end(bytes, bytes.length);
    int taken = whole == 0 ? bytes.length : whole;
    return new OutputPart(Utf8Cut.text(Arrays.copyOf(bytes, taken)), from + taken);
  }
}
