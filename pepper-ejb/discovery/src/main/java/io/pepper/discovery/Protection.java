package io.pepper.discovery;

import java.time.Instant;

/**
 * This node keeps instances that it should remove: so many heartbeats stopped at once that the
 * fault is likely to be elsewhere.
 *
 * @param why for an operator to read
 * @param kept how many instances are overdue and kept
 */
public record Protection(Instant since, String why, int kept) {}
