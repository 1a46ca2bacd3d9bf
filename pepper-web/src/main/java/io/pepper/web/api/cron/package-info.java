/**
 * Cron over REST, {@code /api/v1/cron}: jobs, runs, imports; and the original's cron API with its
 * own paths and answers.
 */
package io.pepper.web.api.cron;
