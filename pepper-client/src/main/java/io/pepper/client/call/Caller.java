package io.pepper.client.call;

import io.pepper.client.Application;
import io.pepper.client.Instance;
import io.pepper.client.select.Ejection;
import io.pepper.client.select.Selector;
import io.pepper.client.select.Selectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The caller of an application: it chooses an instance, and others when it cannot be reached. Safe
 * for any number of threads.
 *
 * <pre>{@code
 * Caller caller = Caller.of(stock).selector(Selectors.weighted()).failMode(FailMode.failOver(2)).build();
 * String answer = caller.call(instance -> fetch(instance.address("http").orElseThrow()));
 * }</pre>
 */
public final class Caller {
  private final Balancer balancer;
  private final FailMode failMode;
  private final Predicate<Exception> retried;
  private final BackupRequests backups;

  private Caller(Builder builder) {
    this.balancer =
        new Balancer(builder.application, builder.filter, builder.ejection, builder.selector);
    this.failMode = builder.failMode;
    this.retried = builder.retried;
    this.backups = new BackupRequests();
  }

  /** Begins with random choice, fail fast and no filter. */
  public static Builder of(Application application) {
    return new Builder(application);
  }

  /** Calls any instance. See {@link #call(String, Call)}. */
  public <T> T call(Call<T> call) throws Exception {
    return call(Optional.empty(), call);
  }

  /**
   * Calls the instance for a key, such as a user's id.
   *
   * @throws NoInstanceException if there is none
   * @throws Exception what the last try threw, with those before it as suppressed
   */
  public <T> T call(String key, Call<T> call) throws Exception {
    return call(Optional.of(key), call);
  }

  /**
   * Returns the next instance, for programs that call by themselves.
   *
   * @throws NoInstanceException if there is none
   */
  public Instance next() throws NoInstanceException {
    return balancer.next(Optional.empty(), List.of());
  }

  private <T> T call(Optional<String> key, Call<T> call) throws Exception {
    return switch (failMode) {
      case FailMode.FailFast fast -> once(balancer.next(key, List.of()), call);
      case FailMode.FailOver over -> repeatedly(over.retries(), over.pause(), false, key, call);
      case FailMode.FailTry same -> repeatedly(same.retries(), same.pause(), true, key, call);
      case FailMode.Backup backup ->
          backups.call(
              backup.latency(),
              tried -> balancer.next(key, tried),
              instance -> once(instance, call),
              this::mayRetry);
    };
  }

  private <T> T repeatedly(
      int retries, Duration pause, boolean same, Optional<String> key, Call<T> call)
      throws Exception {
    List<Instance> tried = new ArrayList<>();
    List<Exception> failures = new ArrayList<>();
    Instance instance = balancer.next(key, tried);
    while (true) {
      try {
        return once(instance, call);
      } catch (Exception e) {
        // Edge: the application's call throws what it likes; its predicate says what to try again.
        failures.forEach(e::addSuppressed);
        if (failures.size() >= retries || !mayRetry(e)) {
          throw e;
        }
        failures.add(e);
      }
      Thread.sleep(pause);
      tried.add(instance);
      instance = same ? instance : balancer.next(key, tried);
    }
  }

  private <T> T once(Instance instance, Call<T> call) throws Exception {
    try {
      T answer = call.on(instance);
      balancer.ejection().succeeded(instance);
      return answer;
    } catch (Exception e) {
      // Edge: the application's call throws what it likes; the caller gets it unchanged.
      if (mayRetry(e)) {
        balancer.ejection().failed(instance);
      }
      throw e;
    }
  }

  private boolean mayRetry(Exception failure) {
    return !Failures.isCancellation(failure) && retried.test(failure);
  }

  /** The builder of a {@link Caller}. Used by one thread. */
  public static final class Builder {
    private final Application application;
    private Predicate<Instance> filter = instance -> true;
    private Selector selector = Selectors.random();
    private FailMode failMode = FailMode.failFast();
    private Predicate<Exception> retried = Failures::isUnreachable;
    private Ejection ejection = new Ejection();

    private Builder(Application application) {
      this.application = application;
    }

    /** Sets the selector, one made for this application alone. */
    public Builder selector(Selector given) {
      selector = given;
      return this;
    }

    /** Adds a filter: only instances that pass are called. */
    public Builder filter(Predicate<Instance> given) {
      filter = filter.and(given);
      return this;
    }

    public Builder failMode(FailMode given) {
      failMode = given;
      return this;
    }

    /**
     * Sets which failures mean that the instance could not be reached, so that the call may be made
     * again and the instance is left out for a moment; {@link Failures#isUnreachable} by default.
     * Interruption and cancellation never do.
     */
    public Builder retryOn(Predicate<Exception> given) {
      retried = given;
      return this;
    }

    /** Sets how failed instances are left out; may be shared by callers. */
    public Builder ejection(Ejection given) {
      ejection = given;
      return this;
    }

    public Caller build() {
      return new Caller(this);
    }
  }
}
