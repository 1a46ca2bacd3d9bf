/**
 * Brings ready jobs to their consumers and settles what becomes of them ({@code spec/pepperbus.md}
 * 4; docs/protocol.md, Delivery). Plain Java on virtual threads: knows the store's port, the
 * carriers and the figures, no container.
 */
package io.pepper.bus.dispatch;
