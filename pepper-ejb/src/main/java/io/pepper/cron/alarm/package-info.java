/** Tells people what happened to jobs they want to hear of: by webhook, mail or a queue. */
package io.pepper.cron.alarm;
