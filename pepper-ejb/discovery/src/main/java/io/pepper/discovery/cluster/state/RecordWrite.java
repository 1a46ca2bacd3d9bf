package io.pepper.discovery.cluster.state;

import java.util.Optional;

/**
 * A wanted change of a key.
 *
 * @param value empty if it is to be gone
 * @param changed when it was wanted, nanoseconds since 1970
 * @param expected revision the key must be at; 0 if it must not exist
 */
public record RecordWrite(
    RecordKey recordKey, Optional<TimestampedRecord> value, long changed, long expected) {}
