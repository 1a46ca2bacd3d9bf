package io.pepper.cron;

import io.pepper.cron.run.Run;
import java.util.List;
import java.util.Optional;

/**
 * One page of a job's runs.
 *
 * @param runs without their outputs, newest first
 * @param problem why they are missing; empty if they are not
 */
public record RunListing(List<Run> runs, Optional<String> problem) {}
