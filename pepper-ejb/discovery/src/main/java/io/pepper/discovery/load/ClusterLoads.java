package io.pepper.discovery.load;

import io.pepper.concurrent.Threads;
import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.Nodes;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Load;
import io.pepper.outbound.HttpClients;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * The loads reported to any node. Each provider reports to one node, so the other nodes are asked,
 * but only about applications that are asked for here, once a second at the most, and in the
 * background: an answer is never later than the reports to this node, and about a second behind
 * those to others. Never blocks; safe for any number of threads.
 */
public final class ClusterLoads implements AutoCloseable {
  /** Limit of another node's answer, in bytes. */
  private static final int MAX_REPLY_BYTES = 8 * 1024 * 1024;

  private static final Logger LOG = System.getLogger(ClusterLoads.class.getName());
  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /**
   * Largest number of applications whose loads are asked for at a time; beyond them only the
   * reports to this node count.
   */
  private static final int MAX_APPS = 2_000;

  private record Heard(Map<InstanceKey, Load> loads, long asked) {}

  private final Loads local;
  private final Nodes nodes;
  private final Clock clock;
  private final Map<AppKey, Heard> elsewhere = new ConcurrentHashMap<>();
  private final ExecutorService threads = Threads.perTask("pepper-discovery-loads");
  private final HttpClient http = HttpClients.create(threads);

  public ClusterLoads(Loads local, Nodes nodes, Clock clock) {
    this.local = local;
    this.nodes = nodes;
    this.clock = clock;
  }

  /** Returns the latest report of each instance, in order. */
  public Map<InstanceKey, Load> of(AppKey app) {
    Map<InstanceKey, Load> all = local.of(app);
    long oldest = clock.millis() - Loads.STALE.toMillis();
    heardElsewhere(app)
        .forEach((key, load) -> {
          if (load.at() >= oldest) {
            all.merge(key, load, (one, other) -> one.at() >= other.at() ? one : other);
          }
        });
    return all;
  }

  private Map<InstanceKey, Load> heardElsewhere(AppKey app) {
    List<DiscoveryNode> others =
        nodes.all().stream().filter(node -> !node.name().equals(nodes.self().name())).toList();
    if (others.isEmpty()) {
      return Map.of();
    }
    long now = clock.millis();
    Heard heard = elsewhere.get(app);
    boolean isNew = heard == null;
    if (isNew && elsewhere.size() >= MAX_APPS) {
      elsewhere.values().removeIf(each -> each.asked() < now - Loads.STALE.toMillis());
    }
    if (isNew ? elsewhere.size() < MAX_APPS : heard.asked() <= now - REFRESH.toMillis()) {
      Heard asking = new Heard(isNew ? Map.of() : heard.loads(), now);
      boolean isMine =
          isNew
              ? elsewhere.putIfAbsent(app, asking) == null
              : elsewhere.replace(app, heard, asking);
      if (isMine) {
        threads.execute(() -> ask(app, others, now));
      }
    }
    return isNew ? Map.of() : heard.loads();
  }

  private void ask(AppKey app, List<DiscoveryNode> others, long now) {
    Map<InstanceKey, Load> loads = new ConcurrentHashMap<>();
    try {
      for (var answer :
          threads.invokeAll(others.stream().map(node -> question(app, node)).toList())) {
        answer
            .resultNow()
            .forEach((key, load) ->
                loads.merge(key, load, (one, other) -> one.at() >= other.at() ? one : other));
      }
      elsewhere.computeIfPresent(
          app, (key, asking) -> new Heard(Map.copyOf(loads), asking.asked()));
    } catch (InterruptedException e) {
      // Only at a stop.
      Thread.currentThread().interrupt();
    }
  }

  private Callable<Map<InstanceKey, Load>> question(AppKey app, DiscoveryNode node) {
    return () -> {
      try {
        return read(app, get(app, node));
      } catch (IOException | JsonException | ClassCastException | IllegalArgumentException e) {
        LOG.log(Level.DEBUG, "node {0} did not tell its loads: {1}", node.name(), e.toString());
        return Map.of();
      }
    };
  }

  private String get(AppKey app, DiscoveryNode node) throws IOException, InterruptedException {
    URI url =
        URI.create(
            "%s/discovery/loads?here=true&env=%s&appid=%s"
                .formatted(node.address(), encoded(app.environment()), encoded(app.name())));
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(url).timeout(REQUEST_TIMEOUT).GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return new String(body.readNBytes(MAX_REPLY_BYTES), StandardCharsets.UTF_8);
    }
  }

  /** Reads an answer to {@code here=true}: loads by zone and host name. */
  private static Map<InstanceKey, Load> read(AppKey app, String answer) {
    Map<InstanceKey, Load> loads = new TreeMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      JsonObject zones = reader.readObject().getJsonObject("data");
      if (zones != null) {
        zones.forEach((zone, hosts) ->
            hosts
                .asJsonObject()
                .forEach((host, value) -> {
                  JsonObject load = value.asJsonObject();
                  loads.put(
                      new InstanceKey(app, zone, host),
                      new Load(
                          load.getJsonNumber("load").doubleValue(),
                          load.getJsonNumber("at").longValue()));
                }));
      }
    }
    return loads;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
