package io.pepper.bench.peers.discovery;

import io.pepper.bench.Callers;
import io.pepper.bench.Fleet;
import io.pepper.bench.Registrar;
import io.pepper.bench.peers.measure.Load;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Side;
import java.time.Duration;

/** 10,000 instances that register over 32 connections, each time with changed metadata. */
public final class RegisterSide implements Side {
  private static final int INSTANCES = 10_000;
  private static final int CONNECTIONS = 32;

  private final Registry registry;
  private final Fleet fleet = new Fleet("fleet", INSTANCES);
  private Registrar running;
  private int revision;

  /** Takes what they register with. */
  public RegisterSide(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return registry.name();
  }

  @Override
  public void start() {
    running = registry.start().get();
  }

  @Override
  public Measurement measure(Duration time) {
    return Measurement.of(
        new ProcessTimes().with(registry.name(), running.pid()), () -> register(time));
  }

  /** Registers all of them as often as there is time for. */
  private Load register(Duration time) {
    long begin = System.nanoTime();
    long calls = 0;
    while (System.nanoTime() - begin < time.toNanos()) {
      int each = ++revision;
      new Callers(CONNECTIONS).call(running.port(), INSTANCES, i -> fleet.register(i, each));
      calls += INSTANCES;
    }
    return new Load(calls, (System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
