package io.pepper.discovery.cluster;

import io.pepper.concurrent.Threads;
import io.pepper.discovery.Registry.Subscription;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The subscribers of applications, and the one thread that notifies them, so that a change never
 * waits for them. Applications that change faster than listeners return are passed on once, as they
 * are by then. As many subscriptions as its users make.
 */
final class Subscribers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Subscribers.class.getName());

  private record Listening(Consumer<Application> listener) {
    // Two subscriptions of one listener are two.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final Function<AppKey, Optional<Application>> applications;
  private final Map<AppKey, Set<Listening>> listening = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition isNews = lock.newCondition();
  private final Set<AppKey> news = new LinkedHashSet<>();
  private boolean closed;

  /**
   * @param applications as they are shown at this moment
   */
  Subscribers(Function<AppKey, Optional<Application>> applications) {
    this.applications = applications;
  }

  void open() {
    Threads.virtual("pepper-discovery-notify").start(this::notifyAllChanged);
  }

  Subscription subscribe(Set<AppKey> apps, Consumer<Application> listener) {
    Listening mine = new Listening(listener);
    Set<AppKey> all = Set.copyOf(apps);
    all.forEach(app -> listening.compute(app, (key, others) -> with(others, mine)));
    return () ->
        all.forEach(app -> listening.computeIfPresent(app, (key, others) -> without(others, mine)));
  }

  private static Set<Listening> with(Set<Listening> others, Listening mine) {
    Set<Listening> all = others == null ? ConcurrentHashMap.newKeySet() : others;
    all.add(mine);
    return all;
  }

  private static Set<Listening> without(Set<Listening> others, Listening mine) {
    others.remove(mine);
    return others.isEmpty() ? null : others;
  }

  /** Queues a notification for each application that has subscribers. Never blocks. */
  void changed(Set<AppKey> apps) {
    lock.lock();
    try {
      for (AppKey app : apps) {
        if (listening.containsKey(app)) {
          news.add(app);
        }
      }
      isNews.signal();
    } finally {
      lock.unlock();
    }
  }

  private void notifyAllChanged() {
    try {
      for (Set<AppKey> apps = next(); !apps.isEmpty(); apps = next()) {
        apps.forEach(this::notifyListeners);
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next applications to notify of; empty once closed. */
  private Set<AppKey> next() throws InterruptedException {
    lock.lock();
    try {
      while (news.isEmpty() && !closed) {
        isNews.await();
      }
      Set<AppKey> apps = closed ? Set.of() : Set.copyOf(news);
      news.clear();
      return apps;
    } finally {
      lock.unlock();
    }
  }

  private void notifyListeners(AppKey app) {
    applications
        .apply(app)
        .ifPresent(now ->
            listening
                .getOrDefault(app, Set.of())
                .forEach(one -> notifyListeners(one.listener, now)));
  }

  private static void notifyListeners(Consumer<Application> listener, Application now) {
    try {
      listener.accept(now);
    } catch (RuntimeException e) {
      // Edge: a listener that fails must not keep the others from hearing.
      LOG.log(Level.ERROR, "a listener failed on a change of " + now.key(), e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      isNews.signal();
    } finally {
      lock.unlock();
    }
  }
}
