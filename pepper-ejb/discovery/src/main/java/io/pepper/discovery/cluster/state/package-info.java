/**
 * The registry in this node's memory: the values of all keys, and the instances and applications
 * they make up. It only learns and shows; nothing here changes the cluster.
 */
package io.pepper.discovery.cluster.state;
