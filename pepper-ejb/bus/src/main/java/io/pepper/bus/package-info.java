/**
 * The boundary of the bus: queues, topics and jobs for pages, REST, cron and metrics. {@link
 * io.pepper.bus.Jobs} pushes, lists, replays and purges, {@link io.pepper.bus.Queues} defines,
 * {@link io.pepper.bus.BusOverview} shows (docs/protocol.md, Queues over HTTP).
 */
package io.pepper.bus;
