package io.pepper.store;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list of jobs.
 *
 * @param cursor the start of the next page; empty on the last page
 */
public record JobListPage(List<ListedJob> jobs, Optional<String> cursor) {}
