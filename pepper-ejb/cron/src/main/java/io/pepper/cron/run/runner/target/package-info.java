/**
 * Runs of every kind of target: commands, HTTP requests, scripts on a FastCGI server, jobs of the
 * bus. {@link io.pepper.cron.run.target.Runners} is the entry.
 */
package io.pepper.cron.run.target;
