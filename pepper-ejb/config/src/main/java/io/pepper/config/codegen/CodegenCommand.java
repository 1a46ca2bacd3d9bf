package io.pepper.config.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The program of {@code ./pepper codegen}. */
public final class CodegenCommand {
  private CodegenCommand() {}

  /** Generates code; exits with 1 and one line when it cannot. */
  public static void main(String[] args) {
    try {
      CodegenArguments arguments = CodegenArguments.parse(args);
      System.out.println("pepper: " + run(arguments));
    } catch (CodegenException e) {
      System.err.println("pepper: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Generates code and returns what was done, as a sentence without a full stop. */
  static String run(CodegenArguments arguments) {
    Map<String, String> files =
        arguments
            .generator()
            .generate(
                StructModel.of(
                    SourceFolder.read(
                        arguments.folder(), line -> System.err.println("pepper: " + line))));
    write(files, arguments.out());
    return "%d files written to %s".formatted(files.size(), arguments.out());
  }

  private static void write(Map<String, String> files, Path out) {
    try {
      Files.createDirectories(out);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(out.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new CodegenException("cannot write to " + out + ": " + e.getMessage(), e);
    }
  }
}
