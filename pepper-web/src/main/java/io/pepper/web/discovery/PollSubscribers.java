package io.pepper.web.discovery;

import io.pepper.discovery.Pollers;
import io.pepper.discovery.instance.AppKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The consumers that wait at this node for news, by whatever protocol: here, since beans of this
 * module are not seen by those of the others. Never blocks. Safe for any number of threads.
 */
@ApplicationScoped
public class PollSubscribers {
  @Inject @Any Instance<Pollers> protocols;

  /** Returns the number of consumers; one that waits for several applications counts once. */
  public int size() {
    AtomicInteger size = new AtomicInteger();
    forEach(poller -> size.incrementAndGet());
    return size.get();
  }

  /**
   * Returns the number of consumers that wait for each application; an application without any is
   * no key.
   */
  public Map<AppKey, Integer> counts() {
    Map<AppKey, Integer> counts = new HashMap<>();
    forEach(poller -> poller.apps().forEach(app -> counts.merge(app, 1, Integer::sum)));
    return counts;
  }

  /** Returns the consumers that wait for one application. */
  public Listeners of(AppKey app) {
    Listeners listeners = new Listeners();
    forEach(poller -> {
      if (poller.apps().contains(app)) {
        listeners.add(poller.name());
      }
    });
    return listeners;
  }

  private void forEach(Consumer<Pollers.Poller> listener) {
    protocols.forEach(protocol -> protocol.forEach(listener));
  }
}
