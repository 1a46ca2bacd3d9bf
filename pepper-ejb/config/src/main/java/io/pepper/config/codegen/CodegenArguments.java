package io.pepper.config.codegen;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The arguments of {@code ./pepper codegen}.
 *
 * @param folder with the ini files
 * @param generator of the language that was asked for
 * @param out where the code is written to
 */
record CodegenArguments(Path folder, CodeGenerator generator, Path out) {
  private static final String USAGE =
      "say codegen FOLDER --java|--go|--php --out FOLDER [--package NAME]";
  private static final Pattern JAVA_PACKAGE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
  private static final Pattern PHP_NAMESPACE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\\\[A-Za-z_][A-Za-z0-9_]*)*");

  /**
   * Parses arguments.
   *
   * @throws CodegenException saying which one is wrong or missing
   */
  static CodegenArguments parse(String... args) {
    String folder = null;
    String language = null;
    String out = null;
    String packageName = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--java", "--go", "--php" -> language = once(language, args[i]);
        case "--out" -> out = once(out, value(args, ++i));
        case "--package" -> packageName = once(packageName, value(args, ++i));
        default -> folder = once(folder, positional(args[i]));
      }
    }
    if (folder == null || language == null || out == null) {
      throw new CodegenException(USAGE);
    }
    try {
      return new CodegenArguments(Path.of(folder), generator(language, packageName), Path.of(out));
    } catch (InvalidPathException e) {
      throw new CodegenException("'" + e.getInput() + "' cannot be a folder", e);
    }
  }

  private static String once(String before, String value) {
    if (before != null) {
      throw new CodegenException("'" + value + "' is one argument too many: " + USAGE);
    }
    return value;
  }

  private static String value(String[] args, int at) {
    if (at == args.length) {
      throw new CodegenException(args[at - 1] + " needs a value: " + USAGE);
    }
    return args[at];
  }

  private static String positional(String arg) {
    if (arg.startsWith("--")) {
      throw new CodegenException("there is no option " + arg + ": " + USAGE);
    }
    return arg;
  }

  private static CodeGenerator generator(String language, String packageName) {
    return switch (language) {
      case "--java" -> new JavaGenerator(named(packageName, "config", JAVA_PACKAGE));
      case "--php" -> new PhpGenerator(named(packageName, "Config", PHP_NAMESPACE));
      default -> {
        if (packageName != null) {
          throw new CodegenException("the Go package is always called data");
        }
        yield new GoGenerator();
      }
    };
  }

  private static String named(String name, String fallback, Pattern pattern) {
    if (name != null && !pattern.matcher(name).matches()) {
      throw new CodegenException("'" + name + "' is not the name of a package");
    }
    return name == null ? fallback : name;
  }
}
