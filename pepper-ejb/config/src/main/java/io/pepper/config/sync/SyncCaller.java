package io.pepper.config.sync;

/**
 * Who sends a request.
 *
 * @param transport {@code grpc} or {@code gorpc}
 * @param peer the IP address
 */
public record SyncCaller(String transport, String peer) {}
