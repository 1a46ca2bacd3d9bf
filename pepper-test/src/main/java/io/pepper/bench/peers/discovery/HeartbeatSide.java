package io.pepper.bench.peers.discovery;

import io.pepper.bench.Callers;
import io.pepper.bench.DiscoveryBench;
import io.pepper.bench.Fleet;
import io.pepper.bench.KeptConnection;
import io.pepper.bench.ParkedPolls;
import io.pepper.bench.Pause;
import io.pepper.bench.Registrar;
import io.pepper.bench.peers.measure.Load;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a full registry costs while nothing changes: 30,000 instances that send a heartbeat every 30
 * s, and 10,000 polls that wait. Its values: the percentage of a processor that is used, and
 * resident megabytes.
 */
public final class HeartbeatSide implements Side {
  private static final int INSTANCES = 30_000;
  private static final int POLLS = 10_000;
  private static final int HEARTBEATS_A_SECOND = 1_000;
  private static final int CONNECTIONS = 32;
  private static final long SETTLE_MILLIS = 3_000;

  private final Registry registry;
  private final Fleet fleet = new Fleet("full", INSTANCES);
  private Registrar running;

  /** Takes what they register with. */
  public HeartbeatSide(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return registry.name();
  }

  @Override
  public void start() {
    running = registry.start().get();
    new Callers(CONNECTIONS).call(running.port(), INSTANCES, fleet::register);
  }

  @Override
  public Measurement measure(Duration time) {
    try (ParkedPolls polls = new ParkedPolls(running.port(), POLLS)) {
      long[] known = DiscoveryBench.known(running, fleet);
      polls.keepParked(consumer -> {
        int app = consumer % fleet.apps();
        return fleet.poll(app, known[app], consumer, false);
      });
      Pause.millis(SETTLE_MILLIS);
      Measurement measured =
          Measurement.of(
              new ProcessTimes().with(registry.name(), running.pid()), () -> heartbeats(time));
      double micros = measured.micros().get(registry.name());
      double share = micros * measured.values().getFirst() / 1e4;
      return measured.with(List.of(share, (double) running.residentMegabytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Load heartbeats(Duration time) {
    long start = System.nanoTime();
    long calls = HEARTBEATS_A_SECOND * time.toSeconds();
    try (KeptConnection connection = new KeptConnection(running.port())) {
      for (int i = 0; i < calls; i++) {
        LockSupport.parkNanos(start + i * 1_000_000_000L / HEARTBEATS_A_SECOND - System.nanoTime());
        Callers.expectOk(connection.exchange(fleet.renew(i % INSTANCES)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Load(calls, (System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
