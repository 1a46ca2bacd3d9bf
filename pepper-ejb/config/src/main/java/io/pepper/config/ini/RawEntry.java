package io.pepper.config.ini;

/**
 * A key of a file before its type is known.
 *
 * @param line where it was set last, from 1
 */
record RawEntry(int line, String leftSide, String value) {}
