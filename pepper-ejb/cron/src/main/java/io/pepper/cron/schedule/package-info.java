/**
 * When cron jobs fire: cron expressions, {@code @every}, {@code @at} and the named schedules
 * ({@code spec/peppercron.md} section 4). Pure Java without a clock: everything is asked of an
 * instant. Start, end, jitter and the number of runs are the business of those who ask.
 */
package io.pepper.cron.schedule;
