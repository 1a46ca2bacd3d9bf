package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application on this node. Guarded by the view's lock, but for the snapshot, which is made once
 * for each version that is read, and whether something is said of it.
 */
public final class ApplicationState {
  private final AppKey key;
  private final Set<InstanceState> states = new HashSet<>();
  private volatile ReplicatedValue settings;

  /** The number of its instances of which operators or checks say something. */
  private volatile int conditions;

  private long revision;
  private int bumps;

  /** The time of its last change, in nanoseconds since 1970; 0 if it is unknown. */
  private long at;

  private boolean isKept;

  /** The number of its values that this node alone holds. */
  private int pending;

  private volatile Application snapshot;

  ApplicationState(AppKey key) {
    this.key = key;
  }

  public AppKey key() {
    return key;
  }

  Set<InstanceState> states() {
    return states;
  }

  Optional<ReplicatedValue> settings() {
    return Optional.ofNullable(settings);
  }

  void setSettings(ReplicatedValue replica) {
    settings = replica;
  }

  /** Adds to the number of its instances of which operators or checks say something. */
  void countConditions(int more) {
    conditions += more;
  }

  /** Returns whether there are settings, or conditions of an instance. */
  boolean isConfigured() {
    return settings != null || conditions > 0;
  }

  /**
   * Notes that the cluster has a change of it. One at an earlier revision than the last means that
   * the cluster was restored from a backup: the version then rises on this node alone, since
   * consumers that have it would otherwise not learn of what is there now.
   *
   * @param newAt time of the change, nanoseconds since 1970; 0 if it is unknown
   */
  void agree(long newRevision, long newAt) {
    isKept = true;
    if (newRevision > revision) {
      revision = newRevision;
      bumps = 0;
    } else if (newRevision < revision) {
      bumps = Math.min(bumps + 1, Epoch.STEP - 1);
    }
    at = newAt;
    snapshot = null;
  }

  /** Notes that the cluster no longer keeps when it last changed. */
  void forget() {
    isKept = false;
  }

  /** Counts one of its values that this node alone holds, until it is settled. */
  void addPending() {
    pending++;
  }

  void removePending() {
    pending--;
  }

  /**
   * Returns whether it shows what this node alone holds under the number of what the cluster agreed
   * on.
   */
  boolean isMisnumbered() {
    return pending > 0 && bumps == 0;
  }

  /** Returns the revision of the last change that the cluster has. */
  public long revision() {
    return revision;
  }

  /** Returns whether the cluster remembers when it changed, and nothing else of it. */
  public boolean isOnlyRemembered() {
    return isKept && states.isEmpty() && settings == null;
  }

  /**
   * Notes that what is shown changed on this node alone.
   *
   * @param delivered the revision up to which this node knows everything
   * @param newAt when, nanoseconds since 1970
   */
  void bump(long delivered, long newAt) {
    if (!isKept && bumps == 0) {
      // Above whatever it had before it was forgotten.
      revision = Math.max(revision, delivered);
    }
    bumps = Math.min(bumps + 1, Epoch.STEP - 1);
    at = Math.max(at, newAt);
    snapshot = null;
  }

  /** Returns the time of its last change, in nanoseconds since 1970; 0 if it is unknown. */
  public long changedAt() {
    return at > 0 ? at : lastOfItsParts();
  }

  /**
   * Returns the latest time of any part. Former versions of Pepper kept only these, which say
   * nothing of parts that are gone.
   */
  private long lastOfItsParts() {
    long settled = settings().map(ReplicatedValue::changed).orElse(0L);
    return states.stream()
        .flatMap(state -> state.shown().stream())
        .mapToLong(Instance::changed)
        .reduce(settled, Math::max);
  }

  /** Discards the snapshot. */
  void invalidate() {
    snapshot = null;
  }

  Optional<Application> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  Application snapshot(Epoch epoch) {
    Application made = snapshot;
    if (made == null) {
      List<Instance> shown = states.stream().flatMap(state -> state.shown().stream()).toList();
      made =
          new Application(key, epoch.changed(revision, bumps), changedAt(), shownSettings(), shown);
      snapshot = made;
    }
    return made;
  }

  public AppSettings shownSettings() {
    return settings()
        .flatMap(ReplicatedValue::shown)
        .map(kept -> ((SettingsRecord) kept).settings())
        .orElse(AppSettings.NONE);
  }

  /** Returns whether nothing is left of it. */
  boolean isEmpty() {
    return states.isEmpty() && settings == null && !isKept;
  }
}
