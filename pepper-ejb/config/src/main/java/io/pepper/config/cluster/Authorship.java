package io.pepper.config.cluster;

import io.pepper.config.definition.RevisionKind;
import java.time.Instant;

/** The author, time, kind and note of a publish, as the history tells them. */
record Authorship(RevisionKind kind, String author, String note, Instant at) {}
