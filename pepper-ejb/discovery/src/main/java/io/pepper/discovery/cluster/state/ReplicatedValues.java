package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The cells of all keys, and the instances and applications they make up. Guarded by the book's
 * lock, but finding and listing instances and applications is for any thread.
 */
final class ReplicatedValues {
  private final Map<InstanceKey, InstanceState> slots = new ConcurrentHashMap<>();
  private final Map<AppKey, ApplicationState> apps = new ConcurrentSkipListMap<>();
  private final Map<String, ReplicatedValue> cells = new HashMap<>();
  private final Map<String, Long> unreadable = new HashMap<>();

  Optional<InstanceState> slot(InstanceKey key) {
    return Optional.ofNullable(slots.get(key));
  }

  Collection<InstanceState> slots() {
    return slots.values();
  }

  Optional<ApplicationState> app(AppKey key) {
    return Optional.ofNullable(apps.get(key));
  }

  Collection<ApplicationState> apps() {
    return apps.values();
  }

  Optional<ReplicatedValue> find(String path) {
    return Optional.ofNullable(cells.get(path));
  }

  /** At which a key is; 0 if there is none. */
  long revision(String path) {
    ReplicatedValue cell = cells.get(path);
    return cell == null ? unreadable.getOrDefault(path, 0L) : cell.revision();
  }

  void noteReadable(String path) {
    unreadable.remove(path);
  }

  void noteUnreadable(String path, long revision) {
    unreadable.put(path, revision);
  }

  /** The application, made if it is not there. */
  ApplicationState appOf(AppKey key) {
    return apps.computeIfAbsent(key, ApplicationState::new);
  }

  /** The cell, made if it is not there. */
  ReplicatedValue of(RecordKey place) {
    String path = place.path();
    ReplicatedValue found = cells.get(path);
    return found == null ? made(place, path) : found;
  }

  private ReplicatedValue made(RecordKey place, String path) {
    ApplicationState app = appOf(place.app());
    InstanceState slot = place.instance().map(key -> slotOf(key, app)).orElse(null);
    ReplicatedValue cell = new ReplicatedValue(path, app, slot);
    switch (place.kind()) {
      case INSTANCE -> slot.setRecord(cell);
      case CONDITIONS -> slot.setConditions(cell);
      case SETTINGS -> app.setSettings(cell);
    }
    if (unreadable.containsKey(path)) {
      cell.agreeUnreadable(unreadable.get(path));
    }
    cells.put(path, cell);
    return cell;
  }

  private InstanceState slotOf(InstanceKey key, ApplicationState app) {
    InstanceState slot = slots.computeIfAbsent(key, absent -> new InstanceState(absent, app));
    app.slots().add(slot);
    return slot;
  }

  void remove(ReplicatedValue cell) {
    cells.remove(cell.path());
    cell.slot().ifPresentOrElse(slot -> remove(cell, slot), () -> cell.app().setSettings(null));
  }

  private void remove(ReplicatedValue cell, InstanceState slot) {
    if (slot.record().filter(own -> own == cell).isPresent()) {
      slot.setRecord(null);
    } else {
      slot.setConditions(null);
    }
    if (slot.isEmpty()) {
      slots.remove(slot.key());
      cell.app().slots().remove(slot);
    }
  }

  void removeIfEmpty(ApplicationState app) {
    if (app.isEmpty()) {
      apps.remove(app.key());
    }
  }
}
