/**
 * Measures Pepper beside what its users would pick instead: each row has several sides that run in
 * turns, with the processor time of every server process beside every rate. Run by {@code ./pepper
 * bench peers}.
 */
package io.pepper.bench.peers;
