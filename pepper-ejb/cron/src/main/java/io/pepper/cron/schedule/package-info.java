/**
 * The instants at which cron jobs are due: cron expressions, {@code @every}, {@code @at} and the
 * named schedules (docs/protocol.md, Schedules). Pure Java without a clock: callers pass instants.
 * Start, end, jitter and the number of runs are up to the callers.
 */
package io.pepper.cron.schedule;
