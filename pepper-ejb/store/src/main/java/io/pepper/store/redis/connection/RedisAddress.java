package io.pepper.store.redis.connection;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a Redis: {@code redis://} and {@code rediss://} for one server, {@code
 * redis-sentinel://} for a watched one, {@code redis-cluster://} or {@code rediss-cluster://} with
 * any of its nodes, separated by commas.
 *
 * @param servers one server, or the first nodes of a cluster to connect to
 */
public record RedisAddress(List<RedisURI> servers, boolean cluster) {
  private static final String CLUSTER = "redis-cluster://";
  private static final String TLS_CLUSTER = "rediss-cluster://";

  /**
   * Reads an address.
   *
   * @param timeout of the connection set-up
   * @throws IllegalArgumentException naming the setting, never the password
   */
  public static RedisAddress parse(String uri, Duration timeout) {
    try {
      if (uri.startsWith(CLUSTER)) {
        return cluster("redis://", uri.substring(CLUSTER.length()), timeout);
      }
      if (uri.startsWith(TLS_CLUSTER)) {
        return cluster("rediss://", uri.substring(TLS_CLUSTER.length()), timeout);
      }
      return new RedisAddress(List.of(server(uri, timeout)), false);
    } catch (IllegalArgumentException e) {
      // The message of the cause may quote the password.
      throw new IllegalArgumentException(
          "pepper.store is not an address of a Redis; write redis://[:password@]host:port[/db],"
              + " rediss://…, redis-sentinel://host:port#master or redis-cluster://host:port,…");
    }
  }

  private static RedisAddress cluster(String scheme, String rest, Duration timeout) {
    int at = rest.lastIndexOf('@') + 1;
    String login = rest.substring(0, at);
    List<RedisURI> servers = new ArrayList<>();
    for (String host : rest.substring(at).split(",")) {
      servers.add(server(scheme + login + host, timeout));
    }
    return new RedisAddress(List.copyOf(servers), true);
  }

  private static RedisURI server(String uri, Duration timeout) {
    RedisURI server = RedisURI.create(uri);
    server.setTimeout(timeout);
    return server;
  }

  /** Returns hosts and ports, without secrets. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (RedisURI server : servers) {
      List<RedisURI> sentinels = server.getSentinels();
      RedisURI shown = sentinels.isEmpty() ? server : sentinels.getFirst();
      text.append(text.isEmpty() ? "" : ",").append(shown.getHost()).append(':');
      text.append(shown.getPort());
    }
    return text.toString();
  }
}
