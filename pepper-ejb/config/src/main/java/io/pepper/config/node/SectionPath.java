package io.pepper.config.node;

import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;

/** A section of a file, there or not. */
record SectionPath(FileName file, SectionName section) {}
