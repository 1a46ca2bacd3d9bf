/**
 * Redis commands: one class each, which parses, calls the boundary and answers, nothing more. See
 * {@code docs/protocol.md} and {@code spec/pepperbus.md} 1.
 */
package io.pepper.bus.front;
