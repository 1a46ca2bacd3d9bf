/** How soon a job begins when nothing else is to be done, Pepper among others. */
package io.pepper.bench.peers.idle;
