package io.pepper.client;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The loads of an application's instances, asked for while somebody wants them, once a second at
 * most. Nobody ever waits for them.
 */
final class LoadCache implements Supplier<Map<String, Load>> {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final String app;
  private final Wire wire;
  private final ClientSettings settings;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Map<String, Load> loads = Map.of();
  private volatile long askedAt = System.nanoTime() - FRESH;

  LoadCache(String app, Wire wire, ClientSettings settings) {
    this.app = app;
    this.wire = wire;
    this.settings = settings;
  }

  @Override
  public Map<String, Load> get() {
    if (System.nanoTime() - askedAt >= FRESH && asking.compareAndSet(false, true)) {
      askedAt = System.nanoTime();
      Thread.ofVirtual().name("pepper-client-loads").start(this::ask);
    }
    return loads;
  }

  private void ask() {
    try {
      Parameters query = new Parameters().with("env", settings.environment()).with("appid", app);
      Reply reply = wire.get("/discovery/loads", query);
      if (reply.code() == Reply.OK && reply.fields().get("data") instanceof Map<?, ?> data) {
        loads = read(data, ahead(reply));
      }
    } catch (UnreachableException e) {
      // What is known grows old, and selectors see that.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.set(false);
    }
  }

  /** How far this machine's clock is ahead of the server's. */
  private Duration ahead(Reply reply) {
    Instant now = settings.clock().instant();
    Duration ahead = Duration.between(reply.serverTime().orElse(now), now);
    // The server says its time by the second only: within one they count as equal.
    return ahead.abs().compareTo(Duration.ofSeconds(1)) <= 0 ? Duration.ZERO : ahead;
  }

  private static Map<String, Load> read(Map<?, ?> data, Duration ahead) {
    Map<String, Load> loads = new HashMap<>();
    data.forEach((hostname, json) -> {
      if (json instanceof Map<?, ?> fields
          && fields.get("load") instanceof Number load
          && load.doubleValue() >= 0
          && Double.isFinite(load.doubleValue())) {
        Instant at = Instant.ofEpochMilli(InstanceJson.number(fields.get("at"))).plus(ahead);
        loads.put(hostname.toString(), new Load(load.doubleValue(), at));
      }
    });
    return Map.copyOf(loads);
  }
}
