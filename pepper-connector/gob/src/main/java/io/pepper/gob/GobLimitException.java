package io.pepper.gob;

/** A stream or value that is over a limit; the message names the limit and both numbers. */
public class GobLimitException extends GobException {
  private static final long serialVersionUID = 1L;

  private final String limit;

  /**
   * @param limit its name, in words
   * @param claimed what the stream wants, as an unsigned number
   * @param allowed the limit
   */
  public GobLimitException(String limit, long claimed, long allowed) {
    super(
        "%s: %s is over the limit of %d".formatted(limit, Long.toUnsignedString(claimed), allowed));
    this.limit = limit;
  }

  /** Returns the name of the limit, such as {@code message bytes}. */
  public String limit() {
    return limit;
  }
}
