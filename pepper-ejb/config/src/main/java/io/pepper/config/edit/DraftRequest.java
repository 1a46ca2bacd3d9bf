package io.pepper.config.edit;

import io.pepper.config.definition.DomainName;
import java.util.OptionalLong;

/**
 * A change of a draft, or the beginning of one.
 *
 * @param edit made on the draft or, if there is none, on the file in force
 * @param expected the revision that the draft must be at, 0 for none; empty for any
 * @param isOnPresent whether the draft is based on what the file is now, whatever it was before
 * @param author who makes the change
 * @param note why, in at most 1,000 characters
 */
public record DraftRequest(
    DomainName domain,
    FileEdit edit,
    OptionalLong expected,
    boolean isOnPresent,
    String author,
    String note) {}
