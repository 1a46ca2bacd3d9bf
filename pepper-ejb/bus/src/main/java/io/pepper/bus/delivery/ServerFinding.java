package io.pepper.bus.delivery;

/**
 * The server's statement about a response, apart from the headers of the consumer itself.
 *
 * @param text the statement, for people
 */
record ServerFinding(Kind kind, String text) {
  /** The kinds, from the one that lets {@code Code} decide to the one that always overrides it. */
  enum Kind {
    NOTHING,
    /** The consumer has not done its work, even if it said {@code Code: 200}. */
    FAULT,
    /** The server has no such script: nothing was executed. */
    MISSING,
    /** The consumer ran without its form, or with a part of it. */
    REFUSED_FORM
  }

  static final ServerFinding NOTHING = new ServerFinding(Kind.NOTHING, "");
}
