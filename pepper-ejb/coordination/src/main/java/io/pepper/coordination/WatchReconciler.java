package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The state that a watch has delivered so far. It knows what a new list means for the listener, so
 * that a watch may lose its source at any time, list again and go on: the listener hears the net
 * effect and nothing twice. Belongs to the one thread of its watch.
 */
public final class WatchReconciler {
  private static final Logger LOG = System.getLogger(WatchReconciler.class.getName());

  private final String prefix;
  private final Consumer<Changes> listener;
  private final Map<String, Long> told = new HashMap<>();
  private long listedAt;

  public WatchReconciler(String prefix, Consumer<Changes> listener) {
    this.prefix = prefix;
    this.listener = listener;
  }

  /** Delivers the difference between this list and what was delivered before, by revision. */
  public void list(Listing listing) {
    listedAt = listing.revision();
    Set<String> present =
        listing.entries().stream().map(Entry::key).collect(Collectors.toUnmodifiableSet());
    List<Change> news = new ArrayList<>();
    listing.entries().stream()
        .sorted(Comparator.comparingLong(Entry::revision))
        .map(entry -> new Change(entry.key(), Optional.of(entry.value()), entry.revision()))
        .filter(this::differs)
        .forEach(news::add);
    // When each key went is not known, only that it was gone at the list's revision.
    told.keySet().stream()
        .filter(key -> !present.contains(key))
        .map(key -> new Change(key, Optional.empty(), listing.revision()))
        .forEach(news::add);
    told.keySet().retainAll(present);
    deliver(new Changes(news, listing.revision(), Optional.of(listing)));
  }

  /** Delivers the changes of one revision, unless the last list already contained them. */
  public void change(Changes changes) {
    if (changes.revision() <= listedAt) {
      return;
    }
    List<Change> news =
        changes.changes().stream()
            .filter(change -> change.key().startsWith(prefix))
            .filter(this::isNews)
            .toList();
    if (!news.isEmpty()) {
      deliver(new Changes(news, changes.revision()));
    }
  }

  /**
   * Returns whether a listed key is news. An earlier revision than the one delivered is news, too:
   * the store was restored from a backup.
   */
  private boolean differs(Change listed) {
    Long before = told.put(listed.key(), listed.revision());
    return before == null || before != listed.revision();
  }

  private boolean isNews(Change change) {
    if (change.value().isEmpty()) {
      return told.remove(change.key()) != null;
    }
    Long before = told.put(change.key(), change.revision());
    return before == null || before < change.revision();
  }

  private void deliver(Changes changes) {
    try {
      listener.accept(changes);
    } catch (RuntimeException e) {
      // Edge: the listener's fault must not end the watch, or later changes would not arrive.
      LOG.log(Level.ERROR, "a listener failed on changes of '" + prefix + "'", e);
    }
  }
}
