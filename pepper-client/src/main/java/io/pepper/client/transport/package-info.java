/**
 * The parts that the clients of discovery and of configuration share: requests to several servers,
 * JSON, files that survive, listeners. Not for applications: it may change with any version.
 */
package io.pepper.client.transport;
