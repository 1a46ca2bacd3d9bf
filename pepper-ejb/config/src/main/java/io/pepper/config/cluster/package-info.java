/**
 * The configuration that all nodes share: one map of records in Coordination, out of which each
 * node makes a snapshot of every domain, and the one transaction that publishes.
 */
package io.pepper.config.cluster;
