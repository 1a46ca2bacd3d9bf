/**
 * The nodes and the heartbeats of instances: who takes part, which node owns an instance, and when
 * an instance is removed.
 */
package io.pepper.discovery.cluster.liveness;
