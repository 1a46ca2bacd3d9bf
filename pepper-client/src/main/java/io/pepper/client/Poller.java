package io.pepper.client;

import io.pepper.client.transport.Backoff;
import io.pepper.client.transport.Nodes;
import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The poller that keeps the lists of all watched applications new with one long poll at a time
 * (docs/protocol.md, "Discovery over HTTP"), on one virtual thread. Lists stay as they are while no
 * server answers.
 */
final class Poller {
  private static final System.Logger LOG = System.getLogger(Poller.class.getName());

  /** The time by which a held poll may be late. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /**
   * The pause that keeps a server which answers at once, without news, from being asked in a tight
   * loop.
   */
  private static final Duration NO_NEWS_PAUSE = Duration.ofSeconds(1);

  /**
   * The time after which a client changes its node, which spreads clients over the nodes again
   * after some were away.
   */
  private static final Duration ROTATION = Duration.ofMinutes(30);

  private final Wire wire;
  private final Nodes nodes;
  private final ClientSettings settings;
  private final Consumer<Application> unanswered;
  private final Backoff backoff;
  private final Thread thread;
  private final Map<String, Application> watched = new HashMap<>();
  private final Timestamps timestamps;
  private CompletableFuture<?> running;
  private boolean outdated;
  private String node = "";
  private long rotateAt;
  private int failures;

  /**
   * Creates a poller.
   *
   * @param unanswered is called with each application for which all nodes were asked in vain
   */
  Poller(Wire wire, Nodes nodes, ClientSettings settings, Consumer<Application> unanswered) {
    this.wire = wire;
    this.nodes = nodes;
    this.settings = settings;
    this.unanswered = unanswered;
    this.timestamps = new Timestamps(settings.renewEvery());
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
    this.thread = Thread.ofVirtual().name("pepper-client-poll").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Watches one more; the poll under way ends, so that it is asked for at once. */
  synchronized void add(Application application) {
    watched.put(application.name(), application);
    timestamps.forget(application.name());
    again();
  }

  synchronized void remove(String app) {
    watched.remove(app);
    timestamps.forget(app);
  }

  void stop() {
    thread.interrupt();
  }

  private void again() {
    notifyAll();
    outdated = true;
    if (running != null) {
      running.cancel(true);
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<String> apps = awaitApps();
        try {
          apply(apps, poll(apps));
        } catch (CancellationException e) {
          // There is another application to ask for.
        } catch (UnreachableException e) {
          failed(e);
        } catch (RuntimeException e) {
          // Edge: without this thread the instances would never change again.
          LOG.log(Level.ERROR, "a poll of discovery failed for a reason of our own", e);
          failed(new UnreachableException(node + ": " + e, e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<String> awaitApps() throws InterruptedException {
    while (watched.isEmpty()) {
      wait();
    }
    outdated = false;
    List<String> apps = new ArrayList<>(watched.keySet());
    if (settings.learnsNodes() && !watched.containsKey(LearnedNodes.APP)) {
      apps.add(LearnedNodes.APP);
    }
    return apps;
  }

  private PollReply poll(List<String> apps) throws UnreachableException, InterruptedException {
    chooseNode();
    Parameters query =
        new Parameters()
            .with("env", settings.environment())
            .with("hostname", settings.hostname())
            // Pepper's own: servers that do not know it are looked at anew now and then.
            .with("vanished", "true");
    CompletableFuture<HttpResponse<String>> request;
    synchronized (this) {
      for (String app : apps) {
        query.with("appid", app).with("latest_timestamp", Long.toString(timestamps.of(app)));
      }
      if (outdated) {
        throw new CancellationException();
      }
      request = wire.begin(node, "/discovery/polls", query);
      running = request;
    }
    return PollReply.read(wire.reply(node, request, settings.pollTime().plus(LATE)));
  }

  private void chooseNode() {
    if (node.equals(nodes.current()) && System.nanoTime() - rotateAt >= 0) {
      nodes.moveOn(node);
    }
    if (!node.equals(nodes.current())) {
      node = nodes.current();
      rotateAt = System.nanoTime() + Timestamps.jittered(ROTATION);
      timestamps.beginAnew();
    } else {
      timestamps.refreshIfDue();
    }
  }

  private void apply(List<String> apps, PollReply reply) throws InterruptedException {
    if (failures > 0) {
      LOG.log(Level.INFO, "discovery is there again: " + node);
    }
    failures = 0;
    backoff.reset();
    boolean news = reply.nothingNew();
    for (String app : apps) {
      news |= apply(app, reply);
    }
    if (!news) {
      pause(NO_NEWS_PAUSE);
    }
  }

  private boolean apply(String app, PollReply reply) {
    AppReply changed = reply.changed().get(app);
    Optional<Application> application;
    long before;
    synchronized (this) {
      before = timestamps.of(app);
      application = Optional.ofNullable(watched.get(app));
      if (changed != null && (application.isPresent() || app.equals(LearnedNodes.APP))) {
        timestamps.put(app, changed.timestamp());
      }
    }
    if (changed != null) {
      application.ifPresent(it -> it.update(changed.instances(), changed.zoneWeights()));
      if (app.equals(LearnedNodes.APP)) {
        nodes.learn(LearnedNodes.of(changed.instances(), settings.zone()));
      }
      return changed.timestamp() != before;
    }
    // A server that knows the application would have answered this at once.
    boolean gone = reply.missing().contains(app) || (reply.nothingNew() && before == 0);
    if (gone) {
      if (!timestamps.areBelieved(app) && hasInstances(application)) {
        return false;
      }
      timestamps.forget(app);
      return application.map(Poller::empty).orElse(false);
    }
    application.ifPresent(Application::confirm);
    return false;
  }

  private static boolean hasInstances(Optional<Application> application) {
    return application.map(it -> !it.instances().list().isEmpty()).orElse(false);
  }

  private static boolean empty(Application application) {
    boolean news = !application.instances().list().isEmpty();
    application.update(List.of(), Map.of());
    return news;
  }

  private void failed(UnreachableException e) throws InterruptedException {
    nodes.moveOn(node);
    timestamps.beginAnew();
    if (failures++ == 0) {
      LOG.log(
          Level.WARNING,
          () -> "discovery fails, lists stay as they are meanwhile: " + e.getMessage());
    }
    if (failures % nodes.size() == 0) {
      List<Application> all;
      synchronized (this) {
        all = List.copyOf(watched.values());
      }
      all.forEach(unanswered);
      pause(backoff.next());
    }
  }

  /** Ends early when there is another application to ask for. */
  private synchronized void pause(Duration limit) throws InterruptedException {
    if (!outdated) {
      wait(Math.max(1, limit.toMillis()));
    }
  }
}
