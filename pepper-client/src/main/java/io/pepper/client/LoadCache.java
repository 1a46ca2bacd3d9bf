package io.pepper.client;

import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The loads of an application's instances, requested while they are in use, once a second at most.
 * No caller ever waits for them.
 */
final class LoadCache implements Supplier<Map<String, Load>> {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final String app;
  private final Wire wire;
  private final ClientSettings settings;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Map<String, Report> reports = Map.of();
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
        reports = read(data, reports, settings.clock().instant());
        Map<String, Load> next = new HashMap<>();
        reports.forEach((hostname, report) -> next.put(hostname, report.load));
        loads = Map.copyOf(next);
      }
    } catch (UnreachableException e) {
      // What is known grows old, and selectors see that.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.set(false);
    }
  }

  /** Reports that are no longer there are forgotten; one that was there keeps its age. */
  private static Map<String, Report> read(Map<?, ?> data, Map<String, Report> before, Instant now) {
    Map<String, Report> reports = new HashMap<>();
    data.forEach((hostname, json) -> {
      if (json instanceof Map<?, ?> fields
          && fields.get("load") instanceof Number load
          && load.doubleValue() >= 0
          && Double.isFinite(load.doubleValue())) {
        long at = InstanceJson.number(fields.get("at"));
        Report known = before.get(hostname.toString());
        reports.put(
            hostname.toString(),
            known != null && known.serverTime == at
                ? known
                : new Report(at, new Load(load.doubleValue(), now)));
      }
    });
    return reports;
  }

  private record Report(long serverTime, Load load) {}
}
