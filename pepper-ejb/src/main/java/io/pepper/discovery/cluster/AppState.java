package io.pepper.discovery.cluster;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application on this node. Guarded by the book's lock, but for the snapshot, which is made once
 * for each version that somebody asks for.
 */
final class AppState {
  private final AppKey key;
  private final Set<Slot> slots = new HashSet<>();
  private Cell settings;
  private long revision;
  private int bumps;
  private boolean isKept;
  private volatile Application snapshot;

  AppState(AppKey key) {
    this.key = key;
  }

  AppKey key() {
    return key;
  }

  Set<Slot> slots() {
    return slots;
  }

  Optional<Cell> settings() {
    return Optional.ofNullable(settings);
  }

  void setSettings(Cell cell) {
    settings = cell;
  }

  /** The cluster's word that it changed. */
  void agree(long at) {
    isKept = true;
    if (at > revision) {
      revision = at;
      bumps = 0;
      snapshot = null;
    }
  }

  /** Nobody keeps when it last changed. */
  void forget() {
    isKept = false;
  }

  /** Of the cluster's last word that it changed. */
  long revision() {
    return revision;
  }

  /** Whether the cluster remembers when it changed, and nothing else of it. */
  boolean isOnlyRemembered() {
    return isKept && slots.isEmpty() && settings == null;
  }

  /**
   * What is shown changed on this node alone.
   *
   * @param delivered the revision up to which this node knows everything
   */
  void bump(long delivered) {
    if (!isKept && bumps == 0) {
      // Above whatever it had before it was forgotten.
      revision = Math.max(revision, delivered);
    }
    bumps = Math.min(bumps + 1, Epoch.STEP - 1);
    snapshot = null;
  }

  /** What is shown is not what it was. */
  void spoil() {
    snapshot = null;
  }

  Optional<Application> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  Application snapshot(Epoch epoch) {
    Application made = snapshot;
    if (made == null) {
      List<Instance> shown = slots.stream().flatMap(slot -> slot.shown().stream()).toList();
      made = new Application(key, epoch.changed(revision, bumps), shownSettings(), shown);
      snapshot = made;
    }
    return made;
  }

  AppSettings shownSettings() {
    return settings()
        .flatMap(Cell::shown)
        .map(kept -> ((SettingsRecord) kept).settings())
        .orElse(AppSettings.NONE);
  }

  /** Whether nothing is left of it. */
  boolean isEmpty() {
    return slots.isEmpty() && settings == null && !isKept;
  }
}
