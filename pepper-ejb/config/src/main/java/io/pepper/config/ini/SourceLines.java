package io.pepper.config.ini;

/** The lines of a text, read one after the other. For one thread. */
final class SourceLines {
  private final String text;
  private int at;
  private int number;

  SourceLines(String text) {
    this.text = text;
  }

  boolean hasNext() {
    return at < text.length();
  }

  /** Returns the next line with its line feed, which the last one may lack. */
  String next() {
    int feed = text.indexOf('\n', at);
    int end = feed < 0 ? text.length() : feed + 1;
    String line = text.substring(at, end);
    at = end;
    number++;
    return line;
  }

  /** Returns the number of the line that {@link #next} has returned last, from 1. */
  int number() {
    return number;
  }
}
