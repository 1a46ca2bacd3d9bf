/**
 * The definition of a cron job: when it runs, what it runs, where, and what happens when that does
 * not go well. Pure Java; {@code definition.document} reads and writes it as JSON.
 */
package io.pepper.cron.definition;
