/** Descriptions of schedules in English. */
package io.pepper.cron.schedule.words;
