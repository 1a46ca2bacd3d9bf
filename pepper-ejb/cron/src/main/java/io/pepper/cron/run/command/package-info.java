/**
 * Runs of commands: the command line for a user of this machine, the process with everything that
 * it starts, and what is left of it when Pepper is killed.
 */
package io.pepper.cron.run.command;
