package io.pepper.web.login.oidc;

import io.pepper.identity.external.ExternalPerson;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.login.FailureReports;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sign-in by an OpenID provider, if the settings name one. The provider is asked for its discovery
 * document when somebody signs in, once a minute at most: Pepper starts without it, and sends no
 * browser to a provider that is away. Safe for any number of threads.
 */
@Named
@ApplicationScoped
public class OidcLogin {
  private static final Logger LOG = System.getLogger(OidcLogin.class.getName());
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  /** The time for which nobody waits for a provider that was away. */
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  /** The most that wait for the provider at a moment; each holds a thread of the server. */
  private static final int MAX_AT_ONCE = 16;

  /** More groups than anybody is in; further ones are left out. */
  private static final int MAX_GROUPS = 1_000;

  @Inject private Settings settings;
  @Inject private Clock clock;

  private final Semaphore asking = new Semaphore(MAX_AT_ONCE, true);
  private final Lock discovering = new ReentrantLock();
  private Optional<OidcSettings> configured = Optional.empty();
  private ProviderCalls calls;
  private FailureReports reports;

  // These two are guarded by the lock.
  private Discovered discovered;
  private Failed failed;

  /** A provider that was asked, at a reading of the monotonic clock. */
  private record Discovered(OidcProvider provider, long at) {
    boolean isNew() {
      return System.nanoTime() - at < MAX_AGE.toNanos();
    }
  }

  private record Failed(String message, long at) {
    boolean isNew() {
      return System.nanoTime() - at < FAILURE_PAUSE.toNanos();
    }
  }

  @PostConstruct
  void read() {
    reports = new FailureReports(clock);
    configured = StartFailure.guard(() -> OidcSettings.of(settings));
    configured.ifPresent(wanted -> calls = new ProviderCalls(wanted.tls(), wanted.timeout()));
  }

  @PreDestroy
  void close() {
    if (calls != null) {
      calls.close();
    }
  }

  void start(@Observes Startup event) {
    // Being created is enough: a wrong setting is then found at the start.
  }

  /**
   * Logs a sign-in that failed; of those from one address one a minute, since strangers must not
   * fill the log.
   */
  void report(String address, String problem) {
    if (reports.failed("", address).isPresent()) {
      LOG.log(Level.WARNING, "a sign-in by OpenID Connect failed: {0}", problem);
    }
  }

  /** Returns whether people can sign in so. */
  public boolean isOffered() {
    return configured.isPresent();
  }

  /** Returns what the login page calls the provider. */
  public String getLabel() {
    return configured.map(OidcSettings::label).orElse("");
  }

  Optional<OidcSettings> settings() {
    return configured;
  }

  /**
   * Returns what a call of the provider makes, unless too many others are waiting for it.
   *
   * @throws OidcException if they are, or if the provider cannot be asked now
   */
  <T> T ask(Function<OidcProvider, T> call) {
    if (!asking.tryAcquire()) {
      throw new OidcException("too many sign-ins are waiting for the OpenID provider", null);
    }
    try {
      return call.apply(provider());
    } finally {
      asking.release();
    }
  }

  private OidcProvider provider() {
    discovering.lock();
    try {
      if (discovered != null && discovered.isNew()) {
        return discovered.provider();
      }
      if (failed != null && failed.isNew()) {
        throw new OidcException(failed.message(), null);
      }
      return discover();
    } finally {
      discovering.unlock();
    }
  }

  private OidcProvider discover() {
    try {
      OidcProvider provider = OidcProvider.discover(configured.orElseThrow(), calls);
      discovered = new Discovered(provider, System.nanoTime());
      return provider;
    } catch (OidcException e) {
      failed = new Failed(e.getMessage(), System.nanoTime());
      throw e;
    }
  }

  /**
   * Returns the person that claims are about.
   *
   * @throws OidcException if they name nobody
   */
  ExternalPerson person(Map<String, Object> claims) {
    OidcSettings wanted = configured.orElseThrow();
    if (!(claims.get(wanted.nameClaim()) instanceof String name) || name.isBlank()) {
      throw new OidcException(
          "the provider sends no claim '%s' (pepper.oidc.name)".formatted(wanted.nameClaim()),
          null);
    }
    Optional<String> subject = Optional.ofNullable(claims.get("sub")).map(String::valueOf);
    return new ExternalPerson(name, subject, groups(claims.get(wanted.groupsClaim())));
  }

  private static Set<String> groups(Object claim) {
    return switch (claim) {
      case Collection<?> list ->
          list.stream().limit(MAX_GROUPS).map(String::valueOf).collect(Collectors.toSet());
      case String one -> Set.of(one);
      case null, default -> Set.of();
    };
  }

  RoleMapping roles() {
    return configured.orElseThrow().roles();
  }
}
