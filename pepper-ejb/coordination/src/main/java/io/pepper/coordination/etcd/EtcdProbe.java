package io.pepper.coordination.etcd;

import io.pepper.concurrent.Threads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Notices within a tenth of a second that etcd accepts connections again after it did not. gRPC
 * tries by itself, but with pauses that grow to many seconds. Looks only while it is wanted, on a
 * virtual thread.
 */
final class EtcdProbe {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int CONNECT_LIMIT_MILLIS = 1_000;

  private final List<URI> servers;
  private final Runnable isBack;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * @param isBack told when a server accepts again
   */
  EtcdProbe(List<String> urls, Runnable isBack) {
    this.servers = urls.stream().map(URI::create).toList();
    this.isBack = isBack;
  }

  /** Begins to look, unless it does already. */
  void probeWhile(BooleanSupplier isWanted) {
    if (running.compareAndSet(false, true)) {
      Threads.virtual("pepper-etcd-probe").start(() -> probe(isWanted));
    }
  }

  private void probe(BooleanSupplier isWanted) {
    try {
      boolean wasAway = false;
      while (isWanted.getAsBoolean()) {
        boolean accepts = servers.stream().anyMatch(EtcdProbe::accepts);
        if (accepts && wasAway) {
          isBack.run();
          return;
        }
        wasAway |= !accepts;
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    } finally {
      running.set(false);
    }
  }

  private static boolean accepts(URI server) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_LIMIT_MILLIS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
