/**
 * The transports of jobs to one consumer and the meaning of its response: FastCGI, HTTP, a process
 * (docs/protocol.md, What the consumer gets and What an answer means). Knows the wire, not the
 * store and not the rules of retry.
 */
package io.pepper.bus.delivery;
