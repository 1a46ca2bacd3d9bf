/**
 * The figures and states of topics and queues on this node, in memory: totals, rates, percentiles
 * (docs/protocol.md, Metrics). Knows the store only to add its totals there.
 */
package io.pepper.bus.metrics;
