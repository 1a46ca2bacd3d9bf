package io.pepper.config.snapshot;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.edit.KeyChange;
import java.time.Instant;
import java.util.List;

/**
 * The content of a file for the nodes of a rule, until it is promoted or abandoned. Immutable.
 *
 * @param version of the domain when it was released
 * @param changes on top of what the file is for all
 * @param content with these changes
 */
public record GrayRelease(
    long version,
    GrayRule rule,
    List<KeyChange> changes,
    FileContent content,
    String author,
    Instant at) {}
