package io.pepper.config;

import io.pepper.config.definition.DomainName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The callbacks that run after changes of domains. Safe for any number of threads. */
final class DomainListeners {
  private final Map<DomainName, Set<Runnable>> listeners = new ConcurrentHashMap<>();

  /** Adds a callback. Returns what removes it. */
  Runnable add(DomainName domain, Runnable listener) {
    // An object of its own, so that a callback that is added twice is removed once.
    Runnable added = () -> listener.run();
    listeners.compute(
        domain,
        (name, present) -> {
          Set<Runnable> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(added);
          return all;
        });
    return () -> remove(domain, added);
  }

  private void remove(DomainName domain, Runnable listener) {
    listeners.computeIfPresent(
        domain,
        (name, present) -> {
          present.remove(listener);
          return present.isEmpty() ? null : present;
        });
  }

  void changed(DomainName domain) {
    listeners.getOrDefault(domain, Set.of()).forEach(Runnable::run);
  }
}
