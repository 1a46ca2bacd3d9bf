/** Starts, and what a server costs that has nothing to do. */
package io.pepper.bench.peers.start;
