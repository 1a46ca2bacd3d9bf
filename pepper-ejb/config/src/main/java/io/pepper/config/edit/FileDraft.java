package io.pepper.config.edit;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import java.time.Instant;
import java.util.Optional;

/**
 * The content that a file is to have when it is published. Immutable.
 *
 * @param base the version of the file that it was made on; 0 if there was none
 * @param content with secrets in the form in which they are kept; empty if the file shall go
 * @param author who changed it last
 * @param note why
 * @param at when it was changed last
 * @param revision differs after each change; 1 or more
 */
public record FileDraft(
    FileName file,
    long base,
    Optional<FileContent> content,
    String author,
    String note,
    Instant at,
    long revision) {}
