/**
 * The RESP front: runs the commands of one connection's batch and writes their replies in order
 * (docs/protocol.md, RESP). Holds the handler, the state of a connection, its login and its
 * transaction with {@code MULTI}, {@code EXEC} and {@code DISCARD}. Single commands are in {@code
 * command} and {@code push}; CDI finds them by {@link io.pepper.bus.front.resp.CommandSpec}.
 *
 * <p>Threads: the connection's own virtual thread.
 */
package io.pepper.bus.front.resp;
