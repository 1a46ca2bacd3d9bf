/**
 * What happened to jobs lately, counted in memory on each node: totals, rates, percentiles ({@code
 * spec/pepperbus.md} 9). Knows the store only to add its totals there.
 */
package io.pepper.bus.metrics;
