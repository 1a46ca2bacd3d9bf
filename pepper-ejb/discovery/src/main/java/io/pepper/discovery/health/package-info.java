/**
 * What the servers find out themselves: whether an instance works, beyond that it sends heartbeats.
 */
package io.pepper.discovery.health;
