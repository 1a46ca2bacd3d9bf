/**
 * The definitions of cron jobs in Coordination: how they are written, and the jobs as this node's
 * watch shows them.
 */
package io.pepper.cron.catalog;
