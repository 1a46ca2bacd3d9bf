package io.pepper.bus.delivery;

import io.pepper.bus.definition.Delivery;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.outbound.HttpClients;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Makes carriers. All HTTP carriers share one client: it has a thread of its own, and it keeps idle
 * connections per host, never more than a topic's workers used at once. Safe for any number of
 * threads.
 */
public final class Carriers implements AutoCloseable {
  private final Supplier<FastCgiClient> fastCgi;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpClient http;

  /**
   * @param fastCgi asked at each new carrier, not at each job
   */
  public Carriers(Supplier<FastCgiClient> fastCgi) {
    this.fastCgi = fastCgi;
  }

  /**
   * @throws IllegalArgumentException for a topic that is not pushed
   */
  public Carrier to(Delivery delivery) {
    return switch (delivery) {
      case Delivery.FastCgi target -> new FastCgiCarrier(fastCgi.get(), target);
      case Delivery.Http target -> new HttpCarrier(http(), target);
      case Delivery.Command target -> new CommandCarrier(target);
      case Delivery.Pull none ->
          throw new IllegalArgumentException("consumers of this topic fetch their jobs themselves");
    };
  }

  private synchronized HttpClient http() {
    if (http == null) {
      http = HttpClients.create(threads);
    }
    return http;
  }

  /** Ends exchanges that still run. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
    threads.shutdownNow();
  }
}
