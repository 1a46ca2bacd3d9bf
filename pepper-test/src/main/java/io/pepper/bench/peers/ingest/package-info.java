/** Servers that accept jobs, Pepper among them. */
package io.pepper.bench.peers.ingest;
