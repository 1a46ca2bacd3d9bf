package io.pepper.bus;

import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.coordination.Coordination;
import io.pepper.settings.Settings;
import java.time.Clock;

/** The whole bus without a container; nothing is delivered by FastCGI. */
public final class RunningBus implements AutoCloseable {
  private final Bus bus = new Bus();

  public RunningBus(Settings settings, Coordination coordination) {
    bus.settings = settings;
    bus.clock = Clock.systemUTC();
    bus.coordination = coordination;
    bus.fastCgi =
        new FastCgiLookup() {
          @Override
          public FastCgiClient client() {
            return null;
          }
        };
    bus.open();
  }

  public Queues queues() {
    return bus.queues();
  }

  public Jobs jobs() {
    return bus.jobs();
  }

  public JobFinder finder() {
    return bus.finder();
  }

  @Override
  public void close() {
    bus.stop();
  }
}
