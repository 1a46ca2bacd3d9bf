package io.pepper.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Edits of a domain of two files while its subscribers follow: each publish sets the same counter
 * in both, so that half a publish shows, and changes other keys by chance. A publish that got no
 * answer is repeated until it did.
 */
final class ConfigPublishing implements AutoCloseable {
  private static final String DOMAIN = "chaos";
  private static final int SUBSCRIBERS_OF_EACH_PROTOCOL = 100;
  private static final List<String> FILES = List.of("/a.conf", "/b.conf");
  private static final int KEYS = 20;

  private final ChaosCluster cluster;
  private final Random random;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<ConfigSubscriber> subscribers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, String> model = new ConcurrentHashMap<>();
  private GobSubscribers gobs;
  private Thread editor;
  private volatile boolean ending;
  private volatile long publishes;

  ConfigPublishing(ChaosCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
  }

  void start() throws InterruptedException {
    publish();
    List<String> gorpc = new ArrayList<>();
    for (int node = 0; node < ChaosCluster.NODES; node++) {
      URI address = URI.create(cluster.pepper(node).httpUrl());
      gorpc.add(address.getHost() + ":" + cluster.pepper(node).gorpcPort());
      channels.add(
          NettyChannelBuilder.forAddress(address.getHost(), cluster.pepper(node).grpcPort())
              .usePlaintext()
              .build());
    }
    for (int i = 0; i < SUBSCRIBERS_OF_EACH_PROTOCOL; i++) {
      ConfigSubscriber subscriber =
          new ConfigSubscriber(
              List.<Channel>copyOf(channels), DOMAIN, "node-" + i, FILES, i % ChaosCluster.NODES);
      subscribers.add(subscriber);
      threads.add(Thread.ofVirtual().start(subscriber));
    }
    gobs = new GobSubscribers(gorpc, DOMAIN, SUBSCRIBERS_OF_EACH_PROTOCOL, FILES);
    editor = Thread.ofVirtual().start(this::edit);
  }

  private void edit() {
    try {
      while (!ending) {
        publish();
        Thread.sleep(random.nextInt(300));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish() throws InterruptedException {
    long counter = publishes + 1;
    Map<String, JsonArrayBuilder> changes =
        Map.of("a.conf", Json.createArrayBuilder(), "b.conf", Json.createArrayBuilder());
    Map<String, String> after = new ConcurrentHashMap<>(model);
    changes.values().forEach(each -> set(each, "n", Long.toString(counter)));
    after.put("A.n", Long.toString(counter));
    after.put("B.n", Long.toString(counter));
    for (int i = random.nextInt(5); i > 0; i--) {
      String key = "k" + random.nextInt(KEYS);
      String value = "v" + random.nextInt(1000);
      boolean isA = random.nextBoolean();
      set(changes.get(isA ? "a.conf" : "b.conf"), key, value);
      after.put((isA ? "A." : "B.") + key, value);
    }
    var files = Json.createObjectBuilder();
    changes.forEach(
        (file, each) -> files.add(file, Json.createObjectBuilder().add("changes", each)));
    String body = Json.createObjectBuilder().add("files", files).build().toString();
    while (!publishedAt(random.nextInt(ChaosCluster.NODES), body)) {
      Thread.sleep(100);
    }
    model.putAll(after);
    publishes = counter;
  }

  private static void set(JsonArrayBuilder changes, String key, String value) {
    changes.add(
        Json.createObjectBuilder().add("section", "DEFAULT").add("key", key).add("value", value));
  }

  private boolean publishedAt(int node, String body) {
    try {
      String path = "/api/v1/config/domains/" + DOMAIN + "/publish";
      return cluster.pepper(node).rest().post(path, body).status() / 100 == 2;
    } catch (RuntimeException e) {
      // The node is away, or it was while it answered.
      return false;
    }
  }

  /** Ends the edits, and waits until each subscriber has what was published last. */
  void settle(Duration limit) throws InterruptedException {
    ending = true;
    editor.join();
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          assertThat(subscribers)
              .allSatisfy(
                  each -> assertThat(each.received().values()).as(each.id()).isEqualTo(model));
          assertThat(gobs.received())
              .allSatisfy((id, config) -> assertThat(config.values()).as(id).isEqualTo(model));
        });
  }

  /** What subscribers received that no publish has made. */
  List<String> torn() {
    return Stream.concat(
            subscribers.stream().flatMap(each -> each.torn().stream()), gobs.torn().stream())
        .toList();
  }

  String figures() {
    return "%d publishes to %d subscribers over gRPC and as many over gorpc"
        .formatted(publishes, SUBSCRIBERS_OF_EACH_PROTOCOL);
  }

  @Override
  public void close() {
    ending = true;
    threads.forEach(Thread::interrupt);
    if (gobs != null) {
      gobs.close();
    }
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
