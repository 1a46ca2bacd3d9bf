/**
 * The page {@code /metrics}: the original's names (docs/protocol.md, "Metrics"), Pepper's, and the
 * JVM's, as OpenMetrics or Prometheus text, whichever the scraper asks for.
 */
package io.pepper.web.metrics;
