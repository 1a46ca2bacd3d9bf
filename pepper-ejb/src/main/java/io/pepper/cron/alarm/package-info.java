/**
 * Tells people what happened to jobs they want to hear of: by webhook, mail or a queue. {@link
 * io.pepper.cron.alarm.Bell} is told, {@code AlarmBook} keeps what is raised for the whole cluster,
 * {@code Outbox} delivers.
 */
package io.pepper.cron.alarm;
