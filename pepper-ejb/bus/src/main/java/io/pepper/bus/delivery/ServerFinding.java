package io.pepper.bus.delivery;

/**
 * What the server says of a consumer's answer beside the headers of the consumer itself.
 *
 * @param text in words for people
 */
record ServerFinding(Kind kind, String text) {
  /** From the one that lets {@code Code} decide to the one that overrides it always. */
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
