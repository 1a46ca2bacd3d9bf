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
 * The values of all keys, and the instances and applications they make up. Guarded by the view's
 * lock, but finding and listing instances and applications is for any thread.
 */
final class ReplicatedValues {
  private final Map<InstanceKey, InstanceState> states = new ConcurrentHashMap<>();
  private final Map<AppKey, ApplicationState> apps = new ConcurrentSkipListMap<>();
  private final Map<String, ReplicatedValue> values = new HashMap<>();
  private final Map<String, Long> unreadable = new HashMap<>();

  Optional<InstanceState> state(InstanceKey key) {
    return Optional.ofNullable(states.get(key));
  }

  Collection<InstanceState> states() {
    return states.values();
  }

  Optional<ApplicationState> app(AppKey key) {
    return Optional.ofNullable(apps.get(key));
  }

  Collection<ApplicationState> apps() {
    return apps.values();
  }

  Optional<ReplicatedValue> find(String path) {
    return Optional.ofNullable(values.get(path));
  }

  /** Returns the revision of a key; 0 if there is none. */
  long revision(String path) {
    ReplicatedValue replica = values.get(path);
    return replica == null ? unreadable.getOrDefault(path, 0L) : replica.revision();
  }

  void noteReadable(String path) {
    unreadable.remove(path);
  }

  void noteUnreadable(String path, long revision) {
    unreadable.put(path, revision);
  }

  /** Returns the application, made if it is not there. */
  ApplicationState appOf(AppKey key) {
    return apps.computeIfAbsent(key, ApplicationState::new);
  }

  /** Returns the value of a key, made if it is not there. */
  ReplicatedValue of(RecordKey recordKey) {
    String path = recordKey.path();
    ReplicatedValue found = values.get(path);
    return found == null ? made(recordKey, path) : found;
  }

  private ReplicatedValue made(RecordKey recordKey, String path) {
    ApplicationState app = appOf(recordKey.app());
    InstanceState state = recordKey.instance().map(key -> stateOf(key, app)).orElse(null);
    ReplicatedValue replica = new ReplicatedValue(recordKey, app, state);
    switch (recordKey.kind()) {
      case INSTANCE -> state.setRecord(replica);
      case CONDITIONS -> {
        state.setConditions(replica);
        app.countConditions(1);
      }
      case SETTINGS -> app.setSettings(replica);
    }
    if (unreadable.containsKey(path)) {
      replica.agreeUnreadable(unreadable.get(path));
    }
    values.put(path, replica);
    return replica;
  }

  private InstanceState stateOf(InstanceKey key, ApplicationState app) {
    InstanceState state = states.computeIfAbsent(key, absent -> new InstanceState(absent, app));
    app.states().add(state);
    return state;
  }

  void remove(ReplicatedValue replica) {
    values.remove(replica.path());
    replica
        .state()
        .ifPresentOrElse(state -> remove(replica, state), () -> replica.app().setSettings(null));
  }

  private void remove(ReplicatedValue replica, InstanceState state) {
    if (state.record().filter(own -> own == replica).isPresent()) {
      state.setRecord(null);
    } else {
      state.setConditions(null);
      replica.app().countConditions(-1);
    }
    if (state.isEmpty()) {
      states.remove(state.key());
      replica.app().states().remove(state);
    }
  }

  void removeIfEmpty(ApplicationState app) {
    if (app.isEmpty()) {
      apps.remove(app.key());
    }
  }
}
