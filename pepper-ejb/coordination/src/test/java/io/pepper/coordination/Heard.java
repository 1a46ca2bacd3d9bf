package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a watch told, for tests. */
public final class Heard implements Consumer<Change> {
  private final List<String> changes = new ArrayList<>();
  private final List<String> wentBack = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private long revision;

  @Override
  public synchronized void accept(Change change) {
    if (change.revision() < revision) {
      wentBack.add(change.key() + " at " + change.revision() + " after " + revision);
    }
    revision = change.revision();
    if (change.value().isPresent()) {
      String value = new String(change.value().get(), UTF_8);
      values.put(change.key(), value);
      changes.add(change.key() + "=" + value);
    } else {
      values.remove(change.key());
      changes.add(change.key() + " gone");
    }
  }

  /** Every change, oldest first, such as {@code a=1} or {@code a gone}. */
  public synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  /** What the listener must believe is there now. */
  public synchronized Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** Changes that came with a lower revision than the one before. */
  public synchronized List<String> wentBack() {
    return List.copyOf(wentBack);
  }
}
