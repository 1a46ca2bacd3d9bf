package io.pepper.job;

import java.util.regex.Pattern;

/** What queue and topic names may look like: they become parts of Redis keys, URLs and files. */
final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private Names() {}

  static String checked(String kind, String name) {
    if (name == null || !ALLOWED.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a %s name: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(name, kind));
    }
    return name;
  }
}
