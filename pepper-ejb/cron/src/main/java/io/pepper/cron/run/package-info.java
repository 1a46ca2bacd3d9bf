/** A run of a cron job as it is recorded: its id, its state and what is known of each attempt. */
package io.pepper.cron.run;
