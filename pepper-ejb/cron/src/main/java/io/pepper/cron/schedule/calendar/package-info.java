/**
 * Sets of days and times of day as bits, and the search for the next match. Schedules compute with
 * them.
 */
package io.pepper.cron.schedule.calendar;
