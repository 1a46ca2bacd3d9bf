/**
 * The delivery of ready jobs to their consumers (docs/protocol.md, Delivery). Plain Java: knows the
 * store's port, the transports and the figures, no container.
 *
 * <p>Threads: one virtual thread per topic, the loop, and the workers of {@link
 * io.pepper.bus.dispatch.DeliveryExecutor}.
 */
package io.pepper.bus.dispatch;
