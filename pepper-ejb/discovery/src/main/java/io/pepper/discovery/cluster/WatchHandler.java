package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.ValueJson;
import io.pepper.discovery.cluster.liveness.Peers;
import io.pepper.discovery.cluster.publish.OwnWrites;
import io.pepper.discovery.cluster.publish.TouchedApp;
import io.pepper.discovery.cluster.state.RecordJson;
import io.pepper.discovery.cluster.state.RecordKey;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.TimestampedRecord;
import io.pepper.discovery.instance.AppKey;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The handler of the watch: it brings changes into the view, all of one revision at once. Belongs
 * to the watch's thread.
 */
final class WatchHandler implements Consumer<Changes> {
  private static final Logger LOG = System.getLogger(WatchHandler.class.getName());

  private final RegistryView view;
  private final Peers peers;
  private final OwnWrites ownWrites;
  private final Runnable onAdvance;
  private final Map<String, AppKey> apps = new HashMap<>();

  /**
   * @param ownWrites recognises what this node wrote
   * @param onAdvance runs after each time
   */
  WatchHandler(RegistryView view, Peers peers, OwnWrites ownWrites, Runnable onAdvance) {
    this.view = view;
    this.peers = peers;
    this.ownWrites = ownWrites;
    this.onAdvance = onAdvance;
  }

  @Override
  public void accept(Changes changes) {
    // Read before the lock is taken: reading takes the most time.
    List<Runnable> entries = new ArrayList<>(changes.changes().size());
    for (Change change : changes.changes()) {
      Runnable entry = read(change);
      if (entry != null) {
        entries.add(entry);
      }
    }
    view.locked(() -> {
      entries.forEach(Runnable::run);
      view.deliver(changes.revision());
      return null;
    });
    onAdvance.run();
  }

  private Runnable read(Change change) {
    String key = change.key();
    try {
      if (key.startsWith(RegistryKeys.INSTANCES)) {
        return instance(change);
      }
      if (key.startsWith(RegistryKeys.CONDITIONS)) {
        return agreed(change, change.value().map(RecordJson::conditionsRecord));
      }
      if (key.startsWith(RegistryKeys.SETTINGS)) {
        return agreed(change, change.value().map(RecordJson::settingsRecord));
      }
      if (key.startsWith(RegistryKeys.APPS)) {
        return app(change);
      }
      return peers.read(change);
    } catch (JsonException
        | IllegalArgumentException
        | ArithmeticException
        | ClassCastException
        | NullPointerException e) {
      LOG.log(Level.ERROR, "the key {0} cannot be read and is passed over: {1}", key, e);
      return () -> view.agreeUnreadable(key, change.revision());
    }
  }

  private Runnable instance(Change change) {
    Optional<RecordWrite> own =
        change.value().flatMap(value -> ownWrites.record(change.key(), value));
    return own.isPresent()
        ? () ->
            view.agree(own.get().recordKey(), own.get().value().orElseThrow(), change.revision())
        : agreed(change, change.value().map(RecordJson::instanceRecord));
  }

  private Runnable agreed(Change change, Optional<? extends TimestampedRecord> value) {
    if (value.isEmpty()) {
      return () -> view.agreeGone(change.key(), change.revision());
    }
    RecordKey recordKey = value.get().recordKey();
    if (!recordKey.path().equals(change.key())) {
      throw new IllegalArgumentException("its value belongs to " + recordKey.path());
    }
    return () -> view.agree(recordKey, value.get(), change.revision());
  }

  private Runnable app(Change change) {
    if (change.value().isEmpty()) {
      AppKey gone = apps.remove(change.key());
      return gone == null ? null : () -> view.agreeForgotten(gone);
    }
    TouchedApp app =
        ownWrites.app(change.key(), change.value().get()).orElseGet(() -> decoded(change));
    apps.put(change.key(), app.app());
    return () -> view.agreeChanged(app.app(), change.revision(), app.at());
  }

  private static TouchedApp decoded(Change change) {
    JsonObject record = ValueJson.read(change.value().orElseThrow());
    return new TouchedApp(RecordJson.app(record), RecordJson.at(record));
  }
}
