package io.pepper.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the listener of a map of texts heard, for tests. */
final class TextListener implements ReplicatedMapListener<String> {
  private final List<String> applied = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private ReplicatedMap<String, String> map;
  private String poison = "";

  void listenTo(ReplicatedMap<String, String> source) {
    map = source;
  }

  synchronized void failAt(String key) {
    poison = key;
  }

  @Override
  public synchronized void applied(Set<String> keys) {
    applied.add(String.join(" ", new TreeSet<>(keys)));
  }

  @Override
  public synchronized void changed(String key) {
    if (key.equals(poison)) {
      throw new IllegalStateException("a listener that fails, on purpose");
    }
    changed.add(map.find(key).map(found -> key + "=" + found.value()).orElse(key + " gone"));
  }

  /** Returns the keys of each time, in the order of names. */
  synchronized List<String> applied() {
    return List.copyOf(applied);
  }

  synchronized List<String> changed() {
    return List.copyOf(changed);
  }

  List<String> changedAbout(String key) {
    return changed().stream()
        .filter(each -> each.startsWith(key + "=") || each.startsWith(key + " "))
        .toList();
  }
}
