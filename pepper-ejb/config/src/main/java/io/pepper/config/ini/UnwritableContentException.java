package io.pepper.config.ini;

import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;

/** A content that no ini text stands for; the message names the section and the key. */
public final class UnwritableContentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnwritableContentException(String problem) {
    super(problem);
  }

  UnwritableContentException(SectionName section, KeyName key, String problem) {
    super("section '%s', key '%s': %s".formatted(section, key, problem));
  }
}
