/**
 * Crontabs, as cron(8) reads them: what each line says, and the cron jobs that do the same here.
 */
package io.pepper.cron.crontab;
