/**
 * Decides what is due and starts it: occurrences of schedules, the rules of overlap and misfire,
 * the agenda of this node, and the runs it carries.
 */
package io.pepper.cron.fire;
