package io.pepper.config.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** The folder that a migration makes, and what it says on its way. */
final class OutputFolder {
  private final Path folder;
  private final Consumer<String> lines;

  /**
   * @param lines gets what is to be said to people, line by line
   * @throws MigrationException if there is something in the folder already
   */
  OutputFolder(Path folder, Consumer<String> lines) {
    this.folder = folder.normalize();
    this.lines = lines;
    try {
      Files.createDirectories(folder);
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new MigrationException(folder + " is not empty: name a new folder");
        }
      }
    } catch (IOException e) {
      throw new MigrationException(folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  void report(String line) {
    lines.accept(line);
  }

  void write(Path file, String text) {
    write(file, text.getBytes(UTF_8));
  }

  /** Makes a folder, which may stay empty. */
  void create(Path path) {
    try {
      Files.createDirectories(folder.resolve(path));
    } catch (IOException e) {
      throw new MigrationException(path + " cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file.
   *
   * @param file below the folder
   * @throws MigrationException if it cannot be written, or is there already
   */
  void write(Path file, byte[] content) {
    Path path = folder.resolve(file).normalize();
    if (!path.equals(folder.resolve(file))) {
      throw new MigrationException(file + " would be in another folder");
    }
    try {
      Files.createDirectories(path.getParent());
      Files.write(path, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new MigrationException(path + " cannot be written: " + e.getMessage(), e);
    }
  }
}
