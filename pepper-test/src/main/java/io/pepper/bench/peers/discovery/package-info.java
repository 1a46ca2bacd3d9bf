/** Registries of instances. */
package io.pepper.bench.peers.discovery;
