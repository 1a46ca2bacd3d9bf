package io.pepper.config.definition;

/** The effect of a version of a domain on a file. */
public enum FileState {
  /** The file has a new content. */
  CHANGED,

  /** The file is gone. */
  DELETED,

  /** Some nodes have another content, or no longer; the content for all is what it was. */
  GRAY
}
