package io.pepper.store.setup;

import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.EmbeddedJobStore;
import io.pepper.store.redis.RedisJobStore;
import java.nio.file.Path;
import java.time.Duration;

/** Opens stores by their address, as the setting {@code pepper.store} names them. */
public final class JobStores {
  /** The default of the longest time of an operation. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final String EMBEDDED = "embedded";

  private JobStores() {}

  /** Opens with the usual deadline. */
  public static JobStore open(String uri, Path data, String node) {
    return open(uri, data, node, DEFAULT_TIMEOUT);
  }

  /**
   * @param uri {@code embedded}, {@code redis://[:password@]host:port[/db]} or another address of
   *     {@link RedisJobStore#open}
   * @param data folder of this node, used by embedded stores
   * @param node this node's name
   * @param deadline how long an operation waits for its store, at least 100 ms
   * @throws StoreUnavailableException if it cannot be opened; the message names the setting
   * @throws IllegalArgumentException if the address is not one
   */
  public static JobStore open(String uri, Path data, String node, Duration deadline) {
    if (uri.equals(EMBEDDED)) {
      return EmbeddedJobStore.open(data, deadline);
    }
    return RedisJobStore.open(uri, node, deadline);
  }
}
