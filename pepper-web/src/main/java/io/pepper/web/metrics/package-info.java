/**
 * {@code /metrics}: the original's names ({@code spec/pepperbus.md} 9), ours, and the JVM's, as
 * OpenMetrics or Prometheus text, whichever the scraper asks for.
 */
package io.pepper.web.metrics;
