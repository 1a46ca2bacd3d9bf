/** The history of runs in the database, kept by age and number, with counters apart. */
package io.pepper.cron.history;
