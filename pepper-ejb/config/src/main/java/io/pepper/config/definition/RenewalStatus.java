package io.pepper.config.definition;

import java.time.Instant;
import java.util.Optional;

/**
 * How the encryption of secrets with another key gets on at this node.
 *
 * @param started when it began
 * @param ended when it was over; empty while it runs
 * @param renewed the values that were encrypted anew so far
 * @param unreadable the values that no key of the settings decrypts, which stay as they are
 * @param problem what ended it before it was through
 */
public record RenewalStatus(
    Instant started,
    Optional<Instant> ended,
    long renewed,
    long unreadable,
    Optional<String> problem) {}
