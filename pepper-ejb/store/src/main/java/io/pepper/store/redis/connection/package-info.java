/**
 * Connections to a Redis server, sentinel or cluster by Lettuce: their set-up and renewal, commands
 * whose caller waits, and the bytes of commands. Knows nothing of topics.
 *
 * <p>Threads: {@link io.pepper.store.redis.connection.RedisCalls} waits on the caller's thread;
 * callbacks of commands run on Lettuce's event loops and must not wait there.
 */
package io.pepper.store.redis.connection;
