/**
 * The scheduling of this node: occurrences of schedules, the rules of overlap and misfire, the
 * queue of what is due, and the runs that the node carries.
 */
package io.pepper.cron.fire;
