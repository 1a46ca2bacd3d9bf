/**
 * Alerts about cron jobs, by webhook, mail or a queue. An alert is what users configure as {@code
 * alarms} in a job document and as {@code pepper.cron.alarms} in the settings. {@link
 * io.pepper.cron.alarm.AlertService} receives what happens to jobs, {@code AlertStore} keeps for
 * the whole cluster what has been raised, {@code Outbox} delivers the notifications.
 */
package io.pepper.cron.alarm;
