package io.pepper.bench.peers.start;

import io.pepper.bench.peers.measure.PepperBuild;
import io.pepper.test.Pepper;

/** Pepper with everything embedded and a new data folder, with or without its start cache. */
public final class PepperStart implements StartedServer {
  private final PepperBuild build;
  private final boolean cached;
  private Pepper pepper;

  /**
   * @param cached whether it may use the cache, as from the second start on
   */
  public PepperStart(PepperBuild build, boolean cached) {
    this.build = build;
    this.cached = cached;
  }

  @Override
  public String name() {
    return build.name() + (cached ? ", second start" : ", first start, without cache");
  }

  @Override
  public void prepare() {
    pepper = build.on(Pepper.embedded());
    if (!cached) {
      pepper.withoutStartCache();
    }
  }

  @Override
  public void run() {
    pepper.start();
  }

  @Override
  public long pid() {
    return pepper.pid();
  }

  @Override
  public void close() {
    if (pepper != null) {
      pepper.close();
      pepper = null;
    }
  }
}
