package io.pepper.client.config;

import io.pepper.client.transport.Checks;
import io.pepper.client.transport.HttpSender;
import io.pepper.client.transport.Nodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a domain as this process has it, kept new over HTTP: of each file the
 * section DEFAULT, that of the files of its name in the folders above, the section of this node,
 * and gray releases. Safe for any number of threads.
 *
 * <pre>{@code
 * try (ConfigClient client = ConfigClient.servers("http://10.0.0.1:8080", "http://10.0.0.2:8080")
 *     .domain("shop").token(token).snapshot(Path.of("/var/lib/cart/config")).start()) {
 *   ConfigFile cart = client.file("cart.conf");
 *   ConfigValues values = cart.await(Duration.ofSeconds(5));
 *   pool.resize(values.getInt("workers", 4));
 *   cart.onChange(change -> pool.resize(change.after().getInt("workers", 4)));
 * }
 * }</pre>
 */
public final class ConfigClient implements AutoCloseable {
  private static final int MAX_FILES = 200;
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  private final ConfigSettings settings;
  private final Nodes nodes;
  private final HttpSender http;
  private final Map<String, FileWatcher> watchers = new HashMap<>();
  private boolean closed;

  ConfigClient(List<String> servers, ConfigSettings settings) {
    this.settings = settings;
    this.nodes = new Nodes(servers);
    this.http = new HttpSender(settings.token(), MAX_ANSWER_BYTES);
  }

  /**
   * Begins with the addresses of servers; one that is up is enough.
   *
   * @param urls such as {@code http://10.0.0.1:8080}
   * @throws IllegalArgumentException naming the address that is wrong
   */
  public static ConfigClientBuilder servers(String... urls) {
    return new ConfigClientBuilder(List.of(urls));
  }

  /**
   * Watches a file. Returns at once; nothing is known until the first answer, see {@link
   * ConfigFile#await}. All who watch a file share one object.
   *
   * @param name inside its domain, such as {@code bj/cart.conf}
   * @throws IllegalArgumentException if it is no name
   * @throws IllegalStateException if this is closed, or watches 200 files already
   */
  public synchronized ConfigFile file(String name) {
    if (closed) {
      throw new IllegalStateException("this client is closed");
    }
    FileWatcher known = watchers.get(name);
    if (known != null) {
      return known.file();
    }
    if (watchers.size() >= MAX_FILES) {
      throw new IllegalStateException(
          "%d files are watched already; forget some, or use another ConfigClient"
              .formatted(MAX_FILES));
    }
    FileWatcher watcher = new FileWatcher(Checks.name("file", name), settings, nodes, http);
    watchers.put(name, watcher);
    watcher.start();
    return watcher.file();
  }

  /** Stops to watch a file, for all who do. The last values stay in the {@link ConfigFile}. */
  public void forget(String name) {
    FileWatcher watcher;
    synchronized (this) {
      watcher = watchers.remove(name);
    }
    if (watcher != null) {
      watcher.close();
    }
  }

  /** Ends everything; the last values stay in each {@link ConfigFile}. */
  @Override
  public void close() {
    List<FileWatcher> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(watchers.values());
      watchers.clear();
    }
    all.forEach(FileWatcher::stop);
    http.close();
    all.forEach(FileWatcher::close);
  }
}
