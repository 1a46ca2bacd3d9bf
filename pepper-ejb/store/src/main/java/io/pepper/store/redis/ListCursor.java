package io.pepper.store.redis;

/**
 * The position of the last job of a page.
 *
 * @param place position in its list, or the due time in unix milliseconds
 * @param id the job's id, decimal
 */
record ListCursor(long place, String id) {
  static final ListCursor START = new ListCursor(0, "");

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static ListCursor parse(String text) {
    int dash = text.indexOf('-', 1);
    if (!text.matches("-?\\d{1,18}-\\d{1,20}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a cursor: give the one of the page before, or none");
    }
    return new ListCursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
  }

  @Override
  public String toString() {
    return place + "-" + id;
  }
}
