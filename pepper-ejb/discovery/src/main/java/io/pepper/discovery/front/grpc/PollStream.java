package io.pepper.discovery.front.grpc;

import io.pepper.connector.grpc.GrpcCall;
import io.pepper.discovery.Registry;
import io.pepper.discovery.front.grpc.wire.DiscoveryEventType;
import io.pepper.discovery.front.grpc.wire.PollsResp;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One consumer's stream: sends every change of the services it named first, the newest state of
 * each only, however slowly it reads. On the stream's own thread, except {@link #changed}.
 */
final class PollStream {
  /** Clients take messages of up to 4 MiB. */
  private static final int MAX_MESSAGE_BYTES = 3 << 20;

  private static final byte[] NONE =
      PollsResp.newBuilder()
          .setEventType(DiscoveryEventType.DISCOVERY_EVENT_NONE)
          .build()
          .toByteArray();

  private final GrpcCall call;
  private final Registry registry;
  private final WireServices services;
  private final Map<AppKey, Long> sent;
  private final Map<AppKey, Long> missing = new HashMap<>();
  private final Map<AppKey, Application> pending = new LinkedHashMap<>();
  private final PollTimes times;

  /**
   * @param known version of each service that the consumer has; 0 for none
   */
  PollStream(
      GrpcCall call,
      Registry registry,
      WireServices services,
      Map<AppKey, Long> known,
      PollTimes times) {
    this.call = call;
    this.registry = registry;
    this.services = services;
    this.sent = new HashMap<>(known);
    this.times = times;
  }

  /** Serves the stream until the consumer ends it. */
  void serve() throws InterruptedException {
    try (Registry.Subscription subscription = registry.subscribe(sent.keySet(), this::changed)) {
      if (!send(whatDiffers())) {
        call.send(NONE);
      }
      long tick = System.nanoTime() + times.idle().toNanos();
      while (!call.isHalfClosed()) {
        // Further requests only repeat what this stream has sent.
        call.receive(untilNext(tick));
        send(drainPending());
        sendStillMissing();
        if (System.nanoTime() - tick >= 0) {
          call.send(NONE);
          tick = System.nanoTime() + times.idle().toNanos();
        }
      }
    }
  }

  private Duration untilNext(long tick) {
    Duration left = Duration.ofNanos(Math.max(0, tick - System.nanoTime()));
    Duration settling = times.untilSettled();
    return missing.isEmpty() || settling.compareTo(left) > 0 ? left : settling;
  }

  private Collection<Application> whatDiffers() {
    Map<AppKey, Application> differing = new LinkedHashMap<>();
    sent.forEach((key, version) -> {
      Application app = registry.find(key).orElse(null);
      if (app != null && app.changed() != version) {
        differing.put(key, app);
      } else if (app == null && version != 0) {
        missing.put(key, version);
      }
    });
    return differing.values();
  }

  /**
   * Sends that services are gone which the consumer knows and this registry does not: they went
   * while no server was there. Waits for a while after a start, since their providers may only be
   * on their way back.
   */
  private void sendStillMissing() throws InterruptedException {
    if (missing.isEmpty() || !times.untilSettled().isZero()) {
      return;
    }
    List<Application> gone =
        missing.entrySet().stream()
            .filter(entry -> registry.find(entry.getKey()).isEmpty())
            .map(entry ->
                new Application(
                    entry.getKey(), entry.getValue(), times.now(), AppSettings.NONE, List.of()))
            .toList();
    missing.clear();
    send(gone);
  }

  /** Notes a change. Called by the thread of the subscribers; must not block. */
  private void changed(Application app) {
    synchronized (pending) {
      pending.merge(app.key(), app, (one, other) -> one.changed() > other.changed() ? one : other);
    }
    call.wake();
  }

  private List<Application> drainPending() {
    synchronized (pending) {
      List<Application> news =
          pending.values().stream()
              .filter(app -> app.changed() > sent.get(app.key()) || missing.containsKey(app.key()))
              .toList();
      pending.clear();
      return news;
    }
  }

  private boolean send(Collection<Application> news) throws InterruptedException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (Application app : news) {
      byte[] update = services.update(app);
      if (message.size() > 0 && message.size() + update.length > MAX_MESSAGE_BYTES) {
        call.send(message.toByteArray());
        message.reset();
      }
      message.writeBytes(update);
      sent.put(app.key(), app.changed());
      missing.remove(app.key());
    }
    if (message.size() > 0) {
      call.send(message.toByteArray());
    }
    return !news.isEmpty();
  }
}
