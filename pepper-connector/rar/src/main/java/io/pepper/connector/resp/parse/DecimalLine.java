package io.pepper.connector.resp.parse;

/** A count or length and its line end, read as strictly as Redis does, in any pieces. */
final class DecimalLine {
  enum Progress {
    COMPLETE,
    INCOMPLETE,
    INVALID
  }

  private static final int MAX_DIGITS = 10;

  private long value;
  private int digits;
  private boolean ending;

  /** Returns the number, 0 to 9,999,999,999, after {@link Progress#COMPLETE}. */
  long value() {
    return value;
  }

  Progress read(ParserInput input) {
    while (input.at < input.end) {
      byte b = input.bytes[input.at++];
      if (ending) { // Redis skips whatever follows the carriage return
        ending = false;
        digits = 0;
        return Progress.COMPLETE;
      }
      if (b == '\r' && digits > 0) {
        ending = true;
      } else if (!isNextDigit(b)) {
        return Progress.INVALID;
      } else {
        value = digits++ == 0 ? b - '0' : value * 10 + (b - '0');
      }
    }
    return Progress.INCOMPLETE;
  }

  private boolean isNextDigit(byte b) {
    boolean leadingZero = digits == 1 && value == 0;
    return b >= '0' && b <= '9' && digits < MAX_DIGITS && !leadingZero;
  }
}
