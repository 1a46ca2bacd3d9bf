package io.pepper.cron;

import java.util.List;
import java.util.Optional;

/**
 * One page of jobs.
 *
 * @param total the number of jobs that match, on all pages together
 * @param problem why the summaries of runs are missing; empty if they are not
 */
public record JobListing(List<ListedCronJob> jobs, int total, Optional<String> problem) {}
