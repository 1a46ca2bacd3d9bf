package io.pepper.config.sync;

import io.pepper.config.node.NodeInfo;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A node that receives configuration, at one moment.
 *
 * @param info what it said last; its version is what it has
 * @param transport how it receives: {@code grpc} or {@code gorpc}
 * @param peer its IP address
 * @param registered since when this server knows it
 * @param contact when it sent something last
 * @param version what it should have
 * @param since when that became so
 * @param isLagging whether it has not said that it took that version
 * @param process the state of its process, if it was asked for and came
 */
public record SubscriberStatus(
    NodeInfo info,
    String transport,
    String peer,
    Instant registered,
    Instant contact,
    long version,
    Instant since,
    boolean isLagging,
    Optional<JsonObject> process) {}
