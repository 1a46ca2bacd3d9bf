/**
 * The way of a change to the cluster: planned by what is shown, committed with others as one
 * transaction, and answered when this node's own watch has delivered it.
 */
package io.pepper.discovery.cluster.publish;
