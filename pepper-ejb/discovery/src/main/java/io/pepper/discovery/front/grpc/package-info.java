/**
 * gokeeper's gRPC service {@code keeper.Discovery} on top of the registry. See {@code
 * docs/protocol.md}.
 */
package io.pepper.discovery.front.grpc;
