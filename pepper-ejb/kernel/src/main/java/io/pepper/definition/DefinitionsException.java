package io.pepper.definition;

import java.nio.file.Path;

/**
 * A file of {@code pepper.definitions} that cannot be applied. The message names file and place.
 */
public final class DefinitionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DefinitionsException(Path file, String problem, Throwable cause) {
    super("pepper.definitions: " + file + ": " + problem, cause);
  }
}
