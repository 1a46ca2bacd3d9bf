package io.pepper.client.config;

import io.pepper.client.transport.Backoff;
import io.pepper.client.transport.HttpSender;
import io.pepper.client.transport.Nodes;
import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The watcher that keeps one file new by one waiting request at a time (docs/rest.md,
 * Configuration), on a virtual thread. Values stay as they are while no server gives newer ones.
 */
final class FileWatcher {
  private static final System.Logger LOG = System.getLogger(FileWatcher.class.getName());

  /** The time by which a wait may end late. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /**
   * The pause that keeps a server which answers at once without news from being asked in a loop.
   */
  private static final Duration NO_NEWS_PAUSE = Duration.ofSeconds(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ConfigFile file;
  private final String path;
  private final ConfigSettings settings;
  private final Nodes nodes;
  private final HttpSender http;
  private final Optional<FileSnapshot> snapshot;
  private final Backoff backoff;
  private final Thread thread;
  private volatile long revision;
  private int failures;

  FileWatcher(String name, ConfigSettings settings, Nodes nodes, HttpSender http) {
    String full = settings.domain() + "/" + name;
    this.file = new ConfigFile(full, this::recall);
    this.path =
        "/api/v1/config/domains/%s/files/%s/wait"
            .formatted(
                encoded(settings.domain()),
                Arrays.stream(name.split("/", -1))
                    .map(FileWatcher::encoded)
                    .collect(Collectors.joining("/")));
    this.settings = settings;
    this.nodes = nodes;
    this.http = http;
    this.snapshot =
        settings.snapshot().map(folder -> new FileSnapshot(folder, full, settings.readerOf(name)));
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
    this.thread = Thread.ofVirtual().name("pepper-client-config").unstarted(this::run);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  ConfigFile file() {
    return file;
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  /** Stops, and returns when the thread has ended and the snapshot has the last values. */
  void close() {
    stop();
    file.end();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The interrupt may have cut off what the thread was writing.
    save();
  }

  private void save() {
    if (file.status().source() == ConfigStatus.Source.SERVER) {
      snapshot.ifPresent(it -> it.save(file.values(), file.status().confirmed()));
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        String server = nodes.current();
        long began = System.nanoTime();
        try {
          answered(server, ask(server), began);
        } catch (UnreachableException e) {
          failed(server, e.getMessage());
        } catch (RuntimeException e) {
          // Edge: without this thread the values would never change again.
          LOG.log(Level.ERROR, file.name() + " could not be watched for a reason of our own", e);
          failed(server, server + ": " + e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> ask(String server)
      throws UnreachableException, InterruptedException {
    Parameters query =
        settings
            .identity()
            .with("revision", Long.toString(revision))
            .with("timeout", Long.toString(settings.pollTime().toSeconds()));
    CompletableFuture<HttpResponse<String>> request =
        http.get(server + path + "?" + query, "application/json");
    // Without a revision there is an answer at once.
    Duration limit = revision == 0 ? settings.requestLimit() : settings.pollTime().plus(LATE);
    return HttpSender.await(server, request, limit);
  }

  private void answered(String server, HttpResponse<String> response, long began)
      throws InterruptedException, UnreachableException {
    long before = revision;
    switch (response.statusCode()) {
      case 200 -> update(server, response.body());
      case 304 -> file.confirm(settings.clock().instant());
      default -> throw new UnreachableException(Refusals.explain(server, file.name(), response));
    }
    if (failures > 0) {
      failures = 0;
      LOG.log(Level.INFO, file.name() + " is given again by " + server);
    }
    backoff.reset();
    save();
    if (revision == before && System.nanoTime() - began < NO_NEWS_PAUSE.toNanos()) {
      Thread.sleep(NO_NEWS_PAUSE);
    }
  }

  private void update(String server, String body) throws UnreachableException {
    ConfigValues values;
    try {
      values = FileReply.read(file.name(), body);
    } catch (IllegalArgumentException e) {
      throw new UnreachableException(server + " answers with " + e.getMessage(), e);
    }
    file.update(values, settings.clock().instant());
    revision = values.revision();
  }

  private void failed(String server, String problem) throws InterruptedException {
    nodes.moveOn(server);
    file.unconfirmed(problem);
    if (failures++ == 0) {
      LOG.log(Level.WARNING, () -> "%s stays as it is: %s".formatted(file.name(), problem));
    }
    if (failures % nodes.size() == 0) {
      recall();
      Thread.sleep(backoff.next());
    }
  }

  /** Uses what a former run knew, if nothing is known. */
  private void recall() {
    if (file.status().source() != ConfigStatus.Source.NONE) {
      return;
    }
    snapshot
        .flatMap(FileSnapshot::load)
        .ifPresent(saved -> {
          LOG.log(
              Level.WARNING,
              () ->
                  "%s is taken from the last run, as of %s"
                      .formatted(file.name(), saved.confirmed()));
          file.recall(saved.values(), saved.confirmed());
        });
  }
}
