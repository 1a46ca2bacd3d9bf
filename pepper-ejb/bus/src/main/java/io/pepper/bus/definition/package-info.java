/**
 * What people define: queues, their topics, how a topic's jobs are delivered and retried (contract
 * 4). Reads and writes the queue document; pure Java and JSON.
 */
package io.pepper.bus.definition;
