/**
 * One attempt of a run under way: what it is for, how it is asked to stop, how long it may take,
 * and its result. The kinds of targets build on it.
 */
package io.pepper.cron.run.attempt;
