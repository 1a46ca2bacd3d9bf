/** The service keeper.Sync, with which gokeeper's clients receive configuration over gRPC. */
package io.pepper.config.front.grpc;
