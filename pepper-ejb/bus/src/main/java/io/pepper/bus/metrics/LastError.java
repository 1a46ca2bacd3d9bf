package io.pepper.bus.metrics;

import java.time.Instant;

/** Why the latest failed attempt failed, and when. */
public record LastError(String text, Instant at) {}
