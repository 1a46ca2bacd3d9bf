package io.pepper.client;

import io.pepper.client.transport.Backoff;
import io.pepper.client.transport.JsonText;
import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The upkeep of one registration: it registers the instance, renews it, registers it again when a
 * server does not know it, and removes it when closed.
 */
final class Renewal implements Registered {
  private static final System.Logger LOG = System.getLogger(Renewal.class.getName());

  private final Wire wire;
  private final ClientSettings settings;
  private final Consumer<Renewal> whenClosed;
  private final LoadReporter loads;
  private final Backoff backoff;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Semaphore wakes = new Semaphore(0);
  private final Thread thread;
  private volatile Registration registration;
  private volatile boolean registered;
  private volatile boolean closed;
  private volatile RefusedException refused;
  private boolean complained;

  Renewal(
      Registration registration, Wire wire, ClientSettings settings, Consumer<Renewal> whenClosed) {
    this.registration = registration;
    this.wire = wire;
    this.settings = settings;
    this.whenClosed = whenClosed;
    this.loads = new LoadReporter(wire, this::identity);
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
    this.thread =
        Thread.ofVirtual().name("pepper-client-renew-" + registration.app()).unstarted(this::run);
  }

  /**
   * Begins, and waits a while for the first answer.
   *
   * @throws RefusedException if the first answer is a refusal; nothing goes on then
   */
  Renewal start() {
    synchronized (this) {
      checkOpen();
      thread.start();
    }
    try {
      answered.await(settings.firstWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (refused != null) {
      whenClosed.accept(this);
      throw refused;
    }
    return this;
  }

  @Override
  public Registration registration() {
    return registration;
  }

  @Override
  public boolean isRegistered() {
    return registered;
  }

  @Override
  public void set(Status status) {
    boolean known;
    synchronized (this) {
      checkOpen();
      registration = registration.withStatus(status);
      known = registered;
    }
    publish(known, identity().with("status", Integer.toString(status.number())));
  }

  @Override
  public void set(Map<String, String> metadata) {
    boolean known;
    synchronized (this) {
      checkOpen();
      registration = registration.with(metadata);
      known = registered;
    }
    publish(known, identity().with("metadata", JsonText.of(metadata)));
  }

  @Override
  public void reportLoad(double load) {
    loads.report(new Load(load, settings.clock().instant()).load());
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    wakes.release();
    try {
      // Whatever is on its way arrives before the removal, or never.
      if (thread.getState() != Thread.State.NEW && !thread.join(settings.requestLimit())) {
        thread.interrupt();
      }
      if (answered.getCount() == 0 && refused == null) {
        wire.post("/discovery/cancel", identity());
      }
    } catch (UnreachableException e) {
      LOG.log(Level.INFO, () -> registration.app() + " ends without a server: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      registered = false;
      whenClosed.accept(this);
    }
  }

  private void run() {
    try {
      while (!closed && refused == null) {
        wakes.tryAcquire(step().toNanos(), TimeUnit.NANOSECONDS);
        wakes.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due and returns the time until something is due again. */
  private Duration step() throws InterruptedException {
    try {
      if (registered && wire.post("/discovery/renew", identity()).code() != Reply.NOT_FOUND) {
        return succeeded();
      }
      registered = false;
      return register();
    } catch (UnreachableException e) {
      if (!complained) {
        complained = true;
        LOG.log(
            Level.WARNING,
            () ->
                "no server renews %s, trying on: %s".formatted(registration.app(), e.getMessage()));
      }
      return backoff.next();
    }
  }

  private Duration register() throws UnreachableException, InterruptedException {
    Registration now = registration;
    Reply reply = wire.post("/discovery/register", form(now));
    if (reply.code() == Reply.OK) {
      boolean current;
      synchronized (this) {
        // What was set since then is not part of it.
        current = now == registration;
        registered = current;
      }
      answered.countDown();
      return current ? succeeded() : Duration.ZERO;
    }
    RefusedException refusal =
        new RefusedException(
            reply.code(), "%s cannot be registered: %s".formatted(now.app(), reply.summary()));
    if (answered.getCount() > 0) {
      refused = refusal;
      answered.countDown();
      return Duration.ZERO;
    }
    throw new UnreachableException(refusal.getMessage(), refusal);
  }

  private Duration succeeded() {
    if (complained) {
      complained = false;
      LOG.log(Level.INFO, () -> registration.app() + " is registered again");
    }
    backoff.reset();
    long nanos = settings.renewEvery().toNanos();
    // Up to a tenth earlier, so that processes started together do not stay in step.
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 10 + 1));
  }

  private void publish(boolean known, Parameters change) {
    if (!known) {
      // It goes along with the registration.
      return;
    }
    try {
      if (wire.post("/discovery/set", change).code() == Reply.OK) {
        return;
      }
    } catch (UnreachableException e) {
      LOG.log(Level.DEBUG, () -> "the change waits for a server: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    registered = false;
    wakes.release();
  }

  private Parameters identity() {
    return settings.identity(registration.app());
  }

  private Parameters form(Registration now) {
    Parameters form =
        settings
            .identity(now.app())
            .with("status", Integer.toString(now.status().number()))
            .with("version", now.version())
            .with("metadata", JsonText.of(now.metadata()));
    now.addresses().forEach(address -> form.with("addrs", address));
    return form;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(registration.app() + " is no longer registered");
    }
  }
}
