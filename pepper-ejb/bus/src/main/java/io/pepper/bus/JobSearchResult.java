package io.pepper.bus;

import io.pepper.store.ListedJob;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that one search found.
 *
 * @param lookedAt how many jobs it looked at
 * @param cursor where to go on; empty if it looked at all jobs behind its start
 */
public record JobSearchResult(List<ListedJob> jobs, long lookedAt, Optional<String> cursor) {}
