package io.pepper.cron;

import io.pepper.cron.run.Ending;
import java.time.Duration;

/**
 * The result of a test of a job's target.
 *
 * @param output the beginning and the end of what it printed
 */
public record TestRunResult(Ending ending, String output, Duration duration) {}
