/**
 * The job store in a Redis, Valkey, KeyDB, Kvrocks or Pika, in the original's keys
 * (docs/protocol.md, Keys in Redis). Entrance: {@link io.pepper.store.redis.RedisJobStore#open}.
 *
 * <p>Threads: {@link io.pepper.store.redis.RedisWriteBatcher} runs on its callers' threads and on
 * Lettuce's event loops and never waits there; everything else runs on the caller's thread and
 * waits for Redis.
 */
package io.pepper.store.redis;
