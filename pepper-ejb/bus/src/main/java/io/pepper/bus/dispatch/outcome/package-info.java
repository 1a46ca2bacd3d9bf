/**
 * The outcomes of deliveries: decides for each job whether it is done, tried again, dead or back as
 * it was, and writes that to the store (docs/protocol.md, What an answer means). Plain Java; knows
 * the store's port, the consumer's response and the figures, not who delivers.
 *
 * <p>Threads: the workers' own; {@code pepper-complete} writes completions in batches, and futures
 * of the store complete on its threads.
 */
package io.pepper.bus.dispatch.outcome;
