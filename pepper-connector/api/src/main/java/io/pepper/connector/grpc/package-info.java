/**
 * gRPC as the application sees it: methods by name, messages as bytes. The sockets live in the
 * resource adapter, which knows no message of any service. See {@code docs/protocol.md}.
 */
package io.pepper.connector.grpc;
