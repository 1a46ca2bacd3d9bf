/** Notifications and the channels that carry them to people: webhooks, mail, queues of the bus. */
package io.pepper.cron.alarm.channel;
