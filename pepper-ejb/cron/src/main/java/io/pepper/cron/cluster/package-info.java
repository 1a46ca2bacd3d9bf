/**
 * The state on which the nodes agree through Coordination: the members, the last occurrence claimed
 * of each slot, the runs and where they run. No type of it knows schedules.
 */
package io.pepper.cron.cluster;
