package io.pepper.config.sync;

import io.pepper.config.definition.DomainName;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.node.DomainView;
import io.pepper.config.node.NodeInfo;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.snapshot.DomainSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The processes that receive configuration from this server. Safe for any number of threads; no
 * method waits.
 */
public final class ConfigSubscribers {
  private static final Logger LOG = System.getLogger(ConfigSubscribers.class.getName());
  private static final int MAX_SUBSCRIBERS = 20_000;

  private final Function<DomainName, Optional<DomainSnapshot>> domains;
  private final Clock clock;
  private final SecretKeys secrets;
  private final Map<DomainName, DomainView> views = new ConcurrentHashMap<>();
  private final Map<DomainName, Map<SubscriberKey, Subscriber>> subscribers =
      new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Creates an empty list without keys for secrets. */
  public ConfigSubscribers(Function<DomainName, Optional<DomainSnapshot>> domains, Clock clock) {
    this(domains, clock, SecretKeys.NONE);
  }

  /**
   * @param domains the newest snapshot of each domain
   * @param secrets decrypt what the processes receive
   */
  public ConfigSubscribers(
      Function<DomainName, Optional<DomainSnapshot>> domains, Clock clock, SecretKeys secrets) {
    this.domains = domains;
    this.clock = clock;
    this.secrets = secrets;
  }

  /**
   * Adds a process, or begins anew with it.
   *
   * @throws UnknownConfigException if there is no such domain
   * @throws TooManySubscribersException if there are too many
   */
  Subscriber register(NodeInfo info, SyncCaller caller) {
    DomainView view =
        view(info.domain()).orElseThrow(() -> UnknownConfigException.domain(info.domain()));
    Subscriber subscriber = new Subscriber(info, caller, view, clock.instant());
    Subscriber old =
        subscribers
            .computeIfAbsent(info.domain(), name -> new ConcurrentHashMap<>())
            .put(SubscriberKey.of(info), subscriber);
    if (old != null) {
      old.changed();
    } else if (size.incrementAndGet() > MAX_SUBSCRIBERS) {
      remove(SubscriberKey.of(info));
      throw new TooManySubscribersException(MAX_SUBSCRIBERS);
    }
    // A snapshot that came between the view and the map found nobody to hear of it.
    subscriber.adopt(() -> view(info.domain()), clock.instant());
    return subscriber;
  }

  /** Finds the process that a request comes from. */
  Optional<Subscriber> find(NodeInfo info) {
    return Optional.ofNullable(of(info.domain()).get(SubscriberKey.of(info)));
  }

  private Map<SubscriberKey, Subscriber> of(DomainName domain) {
    return subscribers.getOrDefault(domain, Map.of());
  }

  /** Returns the newest snapshot of a domain as its nodes see it; empty if it is not there. */
  public Optional<DomainView> view(DomainName domain) {
    return domains
        .apply(domain)
        .map(snapshot ->
            views.compute(
                domain,
                (name, view) ->
                    view != null && view.snapshot() == snapshot
                        ? view
                        : new DomainView(snapshot, secrets)));
  }

  /** Has those hear of the newest snapshot of a domain for whom it is a difference. */
  public void domainChanged(DomainName domain) {
    if (view(domain).isEmpty()) {
      views.remove(domain);
      return;
    }
    for (Subscriber subscriber : of(domain).values()) {
      try {
        if (subscriber.adopt(() -> view(domain), clock.instant())) {
          subscriber.changed();
        }
      } catch (RuntimeException e) {
        // Edge: a fault at one node must not keep the others from hearing; it is answered when its
        // request has waited long enough.
        LOG.log(Level.ERROR, "a node of " + domain + " may hear of a change late", e);
      }
    }
  }

  /** Removes the processes that have sent nothing for so long. */
  public void removeSilent(Duration silence) {
    Instant limit = clock.instant().minus(silence);
    subscribers
        .values()
        .forEach(domain ->
            domain.forEach((key, subscriber) -> {
              if (subscriber.isSilentSince(limit)) {
                remove(key);
              }
            }));
  }

  private void remove(SubscriberKey key) {
    if (subscribers.getOrDefault(key.domain(), Map.of()).remove(key) != null) {
      size.decrementAndGet();
    }
  }

  /** Returns the domains that have processes, and perhaps some that had. */
  public Set<DomainName> domains() {
    return Set.copyOf(subscribers.keySet());
  }

  /** Returns the processes of a domain. */
  public Stream<SubscriberStatus> status(DomainName domain) {
    return subscribers.getOrDefault(domain, Map.of()).values().stream().map(Subscriber::status);
  }

  /** Returns the number of processes. */
  public int size() {
    return size.get();
  }
}
