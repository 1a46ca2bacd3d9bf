/**
 * The registry that all nodes share, put together from the state in memory, the way of changes to
 * the cluster, and the liveness of nodes and instances.
 */
package io.pepper.discovery.cluster;
