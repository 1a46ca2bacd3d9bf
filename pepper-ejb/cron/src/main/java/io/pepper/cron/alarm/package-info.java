/**
 * Tells people what happened to jobs they want to hear of: by webhook, mail or a queue. {@link
 * io.pepper.cron.alarm.AlertService} is told, {@code AlertStore} keeps what is raised for the whole
 * cluster, {@code Outbox} delivers.
 */
package io.pepper.cron.alarm;
