/**
 * What people define for cron: when a job runs, what it runs, where, and what happens when that
 * does not go well. Reads and writes the job document; pure Java and JSON.
 */
package io.pepper.cron.definition;
