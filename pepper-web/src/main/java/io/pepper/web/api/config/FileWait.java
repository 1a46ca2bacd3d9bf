package io.pepper.web.api.config;

import io.pepper.web.api.config.form.FileForm;
import io.pepper.web.read.FileWatch;
import io.pepper.web.read.NodeWatch;

/** A wait for a file, and the form that the caller wants it in. */
sealed interface FileWait {
  FileForm form();

  /** A wait for a file as it is for all. */
  record ForAll(FileWatch watch, FileForm form) implements FileWait {}

  /** A wait for a file as one node receives it. */
  record ForNode(NodeWatch watch, FileForm form) implements FileWait {}
}
