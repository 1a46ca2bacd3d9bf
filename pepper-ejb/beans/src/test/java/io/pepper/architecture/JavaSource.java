package io.pepper.architecture;

import com.sun.source.tree.CompilationUnitTree;
import java.nio.file.Path;

/**
 * One Java source.
 *
 * @param path below the root of the repository
 * @param text as it lies there
 * @param unit as the compiler parses it
 */
record JavaSource(Path path, String text, CompilationUnitTree unit) {
  /** Returns the module's folder, such as {@code pepper-ejb/bus}. */
  String module() {
    String whole = path.toString();
    return whole.substring(0, whole.indexOf("/src/"));
  }

  /** Returns the package's name. */
  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  /** Returns whether this is shipped: a main source of a module that is not for tests alone. */
  boolean isProduct() {
    return isMain() && !path.startsWith("pepper-test") && !path.startsWith("pepper-fixtures");
  }

  /** Returns whether this is a main source, not a test. */
  boolean isMain() {
    return path.toString().contains("/src/main/");
  }

  /** Returns whether this is a package's description, without types. */
  boolean isPackageInfo() {
    return path.endsWith("package-info.java");
  }

  /** Returns the number of lines. */
  int lines() {
    return (int) text.lines().count();
  }

  /** Returns the number of the line at a position of the text, from 1. */
  long lineOf(long position) {
    return unit.getLineMap().getLineNumber(position);
  }
}
