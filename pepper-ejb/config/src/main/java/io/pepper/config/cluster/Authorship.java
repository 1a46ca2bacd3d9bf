package io.pepper.config.cluster;

import io.pepper.config.definition.RevisionKind;
import java.time.Instant;

/** What the history tells of a publish besides its contents. */
record Authorship(RevisionKind kind, String author, String note, Instant at) {}
