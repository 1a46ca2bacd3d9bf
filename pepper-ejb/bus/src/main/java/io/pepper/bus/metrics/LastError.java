package io.pepper.bus.metrics;

import java.time.Instant;

/** The reason and time of the latest failed or returned delivery. */
public record LastError(String text, Instant at) {}
