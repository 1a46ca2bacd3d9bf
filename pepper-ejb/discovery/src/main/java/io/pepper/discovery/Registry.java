package io.pepper.discovery;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * All applications and their instances, as every node sees them: in memory, so that reads and
 * heartbeats depend on no other node, and shared with the other nodes. Safe for any number of
 * threads. Reads, {@link #renew} and {@link #subscribe} never block. A change waits until the other
 * nodes can know it, at most about a second: when they are out of reach it holds on this node and
 * is published as soon as possible.
 */
public interface Registry {
  /** Ends a subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Creates or replaces an instance; what operators said of it stays.
   *
   * @throws RegistryFullException if there are as many instances as there may be
   */
  Instance register(Registration registration);

  /**
   * Notes a heartbeat of an instance. Notifies no subscriber.
   *
   * @return the instance; empty if there is none, so that its provider must register it
   */
  Optional<Instance> renew(InstanceKey key);

  /**
   * Removes an instance.
   *
   * @return whether there was one
   */
  boolean cancel(InstanceKey key);

  /**
   * Changes what providers say of some instances of one zone: all of them or none.
   *
   * @throws UnknownInstanceException if one of them is not there
   */
  void update(AppKey app, String zone, List<InstanceUpdate> updates);

  /**
   * Changes what operators or checks say of an instance.
   *
   * @param change of what is said now; may be called more than once
   * @throws UnknownInstanceException if it is not there
   */
  Instance condition(InstanceKey key, UnaryOperator<Conditions> change);

  /**
   * Changes what operators say of an application, whether it has instances or not.
   *
   * @param change of what is said now; may be called more than once
   */
  void configure(AppKey app, UnaryOperator<AppSettings> change);

  /** Returns whether the other nodes are known to be out of reach. Never blocks. */
  boolean isAway();

  /** Returns the application, if it has instances or settings. */
  Optional<Application> find(AppKey app);

  /** Returns the applications that have instances or settings, in order. */
  List<Application> applications();

  /**
   * Returns those of them of which operators or checks say something: with settings, or with
   * conditions of an instance. They are few, and found without making the others.
   */
  List<Application> configuredApplications();

  /**
   * Returns the time of an instance's last heartbeat at this node, in nanoseconds since 1970; empty
   * if none has come to it.
   */
  OptionalLong renewed(InstanceKey key);

  /**
   * Notifies a listener of every change of the applications from now on, also of those that do not
   * exist yet, and when the last instance went. Of several changes in quick succession only the
   * last may be passed on.
   *
   * @param listener must be quick and must not block; called by one thread at a time
   */
  Subscription subscribe(Set<AppKey> apps, Consumer<Application> listener);
}
