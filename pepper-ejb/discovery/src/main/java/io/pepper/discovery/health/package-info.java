/**
 * Health checks of the nodes themselves: whether an instance works, beyond that it sends
 * heartbeats.
 */
package io.pepper.discovery.health;
