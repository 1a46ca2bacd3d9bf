package io.pepper.cron;

import io.pepper.cron.run.attempt.AttemptResult;
import java.time.Duration;

/**
 * The result of a test of a job's target.
 *
 * @param output the beginning and the end of what it printed
 */
public record TestRunResult(AttemptResult ending, String output, Duration duration) {}
