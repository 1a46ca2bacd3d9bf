/**
 * The server for gRPC clients: Netty's event loops hand over messages, one virtual thread per call
 * serves them.
 */
package io.pepper.connector.grpc.server;
