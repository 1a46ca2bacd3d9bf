/** What runs became of: kept in the database by age and number, with counters apart. */
package io.pepper.cron.history;
