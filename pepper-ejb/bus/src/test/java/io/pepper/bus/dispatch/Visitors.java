package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiParams;
import io.pepper.connector.fastcgi.FastCgiRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A website's load on a php-fpm pool: visitors that each ask for a page again and again, over a
 * connection of its own each time, as web servers do.
 */
final class Visitors implements AutoCloseable {
  private final List<Thread> visitors = new ArrayList<>();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private volatile boolean done;

  private Visitors() {}

  static Visitors start(int count, String address, Path page) {
    Visitors all = new Visitors();
    for (int i = 0; i < count; i++) {
      all.visitors.add(
          Thread.ofVirtual().start(() -> all.visit(new FastCgiAddress(address), page)));
    }
    return all;
  }

  long served() {
    return served.get();
  }

  Duration longestWait() {
    return Duration.ofNanos(longestNanos.get());
  }

  private void visit(FastCgiAddress address, Path page) {
    FastCgiRequest request =
        new FastCgiRequest(
            FastCgiParams.of(Map.of("SCRIPT_FILENAME", page.toString(), "REQUEST_METHOD", "POST")),
            new byte[0]);
    while (!done) {
      FastCgiClient client = RealFastCgi.client();
      long start = System.nanoTime();
      try {
        client.exchange(address, request, Duration.ofSeconds(30));
      } finally {
        RealFastCgi.close(client);
      }
      longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
      served.incrementAndGet();
    }
  }

  @Override
  public void close() throws InterruptedException {
    done = true;
    for (Thread each : visitors) {
      each.join();
    }
  }
}
