/**
 * The acceptance of jobs: ids, limits, one durable copy per topic (docs/protocol.md, Commands and
 * Ids).
 */
package io.pepper.bus.accept;
