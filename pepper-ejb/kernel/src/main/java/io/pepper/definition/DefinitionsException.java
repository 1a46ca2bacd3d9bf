package io.pepper.definition;

import java.nio.file.Path;

/** The file of {@code pepper.definitions} cannot be applied; the message names file and place. */
public final class DefinitionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DefinitionsException(Path file, String problem, Throwable cause) {
    super("pepper.definitions: " + file + ": " + problem, cause);
  }
}
