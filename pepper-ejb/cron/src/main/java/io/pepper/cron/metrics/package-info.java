/** The figures of cron on this node, of fixed size whatever runs. */
package io.pepper.cron.metrics;
