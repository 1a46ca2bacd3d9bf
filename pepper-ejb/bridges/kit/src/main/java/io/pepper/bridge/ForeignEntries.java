package io.pepper.bridge;

import java.util.List;

/**
 * The entries below a path at one moment.
 *
 * @param revision of the store that the list is true for; a watch begins after it
 */
public record ForeignEntries(List<ForeignEntry> entries, long revision) {}
