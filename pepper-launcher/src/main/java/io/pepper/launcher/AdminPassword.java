package io.pepper.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The password of user admin. The application generates one when its database has no user yet and
 * none is set, and writes it to a file; the first start shows it as well.
 */
final class AdminPassword {
  private final Settings settings;
  private final Path file;
  private final String before;

  /** Creates it before the application starts, to know afterwards what that start generated. */
  AdminPassword(Settings settings, DataFolder data) {
    this.settings = settings;
    this.file = data.adminPassword();
    this.before = content();
  }

  /** Returns the line that shows the password, if this start generated it. */
  Optional<String> generated() {
    String now = content();
    return now.isEmpty() || now.equals(before)
        ? Optional.empty()
        : Optional.of(
            "pepper: the password of user admin is %s (generated, shown only this once, kept in %s)"
                .formatted(now, file));
  }

  /** Returns the password that was set or generated; empty if neither was for this database. */
  String text() {
    return settings.isSet("pepper.admin.password")
        ? settings.text("pepper.admin.password")
        : content();
  }

  private String content() {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Returns where to find it, for the line of the start. */
  @Override
  public String toString() {
    if (settings.isSet("pepper.admin.password")) {
      return "as set by pepper.admin.password at the first start";
    }
    return Files.exists(file) ? "in " + file : "as at the first start of this database";
  }
}
