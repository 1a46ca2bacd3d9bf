package io.pepper.config.ini;

/**
 * The value of a line before its type is known.
 *
 * @param text the value
 * @param written what was written for it, without a comment that belongs to the line but with one
 *     that may belong to the value
 * @param comment the comment behind the value, or empty
 */
record RawValue(String text, String written, String comment) {
  static final RawValue EMPTY = new RawValue("", "", "");
}
