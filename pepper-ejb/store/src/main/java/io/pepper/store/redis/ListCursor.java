package io.pepper.store.redis;

import io.pepper.store.ListedJob;

/**
 * The last job a page showed.
 *
 * @param place position in its list, or unix milliseconds when due
 * @param id decimal
 */
record ListCursor(long place, String id) {
  static final ListCursor START = new ListCursor(0, "");

  /**
   * @throws IllegalArgumentException if no page gave this cursor
   */
  static ListCursor parse(String text) {
    int dash = text.indexOf('-', 1);
    if (!text.matches("-?\\d{1,18}-\\d{1,20}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a cursor: give the one of the page before, or none");
    }
    return new ListCursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
  }

  ListCursor at(long newPlace, ListedJob last) {
    return new ListCursor(newPlace, last.job().id().toString());
  }

  @Override
  public String toString() {
    return place + "-" + id;
  }
}
