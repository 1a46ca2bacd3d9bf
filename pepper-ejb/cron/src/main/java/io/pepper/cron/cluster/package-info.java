/**
 * What the nodes agree upon through Coordination: who is there, which occurrence was taken last,
 * what runs where. Nothing in here knows schedules.
 */
package io.pepper.cron.cluster;
