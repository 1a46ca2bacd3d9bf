package io.pepper.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The producer of every injected {@link Clock}: the system's time in UTC. */
@ApplicationScoped
class SystemClock {
  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
