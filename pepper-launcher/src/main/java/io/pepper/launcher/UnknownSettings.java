package io.pepper.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that were given as settings and are none. A Pepper that passed over them would run with
 * a default instead: with its own store, for instance, where another was meant. So the start is
 * refused for each name that somebody wrote for Pepper: every system property, every line of the
 * file, and every environment variable that is a setting but for a letter or two. Other variables
 * may belong to somebody else; those only bring a warning.
 */
final class UnknownSettings {
  private static final String ALL = "docs/settings.md lists all settings";

  private final SettingNames names = new SettingNames(KnownSettings.NAMES);
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Returns a line for each name that must not be passed over. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns a line for each name that may be somebody else's. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void inEnvironment(String variable) {
    String name = variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    var right = names.nearest(name).map(KnownSettings::variable);
    if (names.isMisspelt(name)) {
      problems.add(
          "the environment variable %s is no setting, but %s is: correct its name, or unset it"
              .formatted(variable, right.orElseThrow()));
    } else {
      warnings.add(
          "the environment variable %s is no setting and has no effect%s"
              .formatted(variable, right.map(": was %s meant?"::formatted).orElse("")));
    }
  }

  void inProperties(String name) {
    problems.add(line("the Java system property " + name, name));
  }

  /**
   * Adds a line of the file. Names that do not begin with {@code pepper.} may be variables that
   * other lines refer to.
   */
  void inFile(String name, Path file) {
    if (name.startsWith("pepper.")) {
      problems.add(line(name + " in " + file, name));
    } else if (KnownSettings.NAMES.contains("pepper." + name) || names.isMisspelt(name)) {
      problems.add(line(name + " in " + file, "pepper." + name.replaceFirst("^p[a-z]*r\\.", "")));
    }
  }

  private String line(String what, String name) {
    return what
        + " is no setting"
        + names
            .nearest(name)
            .map(right -> ", but " + right + " is: correct its name")
            .orElse(": leave it out; " + ALL);
  }
}
