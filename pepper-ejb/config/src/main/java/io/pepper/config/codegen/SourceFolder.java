package io.pepper.config.codegen;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.ini.IniFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The reader of a folder with the ini files of one domain, and of the folders in it. */
final class SourceFolder {
  private static final int MAX_FILES = 10_000;
  private static final long MAX_BYTES_PER_CHARACTER = 4;

  private SourceFolder() {}

  /**
   * Reads all files that end in {@code .conf}, except hidden ones.
   *
   * @param warnings gets a line for each finding
   * @throws CodegenException naming the file that cannot be read
   */
  static Map<FileName, FileContent> read(Path folder, Consumer<String> warnings) {
    Map<FileName, FileContent> files = new TreeMap<>();
    for (Path path : paths(folder)) {
      String name = folder.relativize(path).toString().replace('\\', '/');
      try {
        IniFile file = IniFile.read(text(path));
        file.findings().forEach(finding -> warnings.accept(name + ", " + finding.message()));
        files.put(FileName.of(name), file.content());
      } catch (CharacterCodingException e) {
        throw new CodegenException(name + " is not UTF-8", e);
      } catch (IOException e) {
        throw new CodegenException(name + " cannot be read: " + e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new CodegenException(name + ", " + e.getMessage(), e);
      }
    }
    if (files.isEmpty()) {
      throw new CodegenException("no file in " + folder + " ends in .conf");
    }
    return files;
  }

  private static List<Path> paths(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CodegenException(folder + " is not a folder");
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths =
          all.filter(path -> isConf(folder.relativize(path)))
              .filter(Files::isRegularFile)
              .limit(MAX_FILES + 1L)
              .toList();
      if (paths.size() > MAX_FILES) {
        throw new CodegenException("%s has more than %,d files".formatted(folder, MAX_FILES));
      }
      return paths;
    } catch (IOException | UncheckedIOException e) {
      throw new CodegenException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isConf(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".conf");
  }

  private static String text(Path path) throws IOException {
    if (Files.size(path) > IniFile.MAX_CHARACTERS * MAX_BYTES_PER_CHARACTER) {
      throw new IllegalArgumentException(
          "longer than %,d characters".formatted(IniFile.MAX_CHARACTERS));
    }
    return Files.readString(path);
  }
}
