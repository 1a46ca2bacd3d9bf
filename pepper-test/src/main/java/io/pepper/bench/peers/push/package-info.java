/** Programs that work on waiting jobs, Pepper among them. */
package io.pepper.bench.peers.push;
