/**
 * The definitions of queues and topics, and the queue document that they are read from and written
 * to (docs/protocol.md, The queue document). Pure Java and JSON.
 */
package io.pepper.bus.definition;
