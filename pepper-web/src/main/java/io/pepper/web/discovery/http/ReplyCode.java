package io.pepper.web.discovery.http;

/** Result codes of the envelope; the HTTP status is 200 with each of them. */
public enum ReplyCode {
  OK(0),
  NOT_MODIFIED(-304),
  BAD_REQUEST(-400),
  FORBIDDEN(-403),
  NOT_FOUND(-404),
  SERVER_ERROR(-500),
  UNAVAILABLE(-503);

  private final int number;

  ReplyCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Returns the message of replies that have no text of their own, also of successes. */
  public String text() {
    return Integer.toString(number);
  }
}
