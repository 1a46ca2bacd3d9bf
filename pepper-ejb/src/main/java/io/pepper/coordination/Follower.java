package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Listing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a watch's listener has been told so far. Knows what a new list means for it, so that a watch
 * may lose its source at any time, list again and go on: the listener hears the net effect and
 * nothing twice. Belongs to the one thread of its watch.
 */
final class Follower {
  private static final Logger LOG = System.getLogger(Follower.class.getName());

  private final String prefix;
  private final Consumer<Change> listener;
  private final Map<String, Long> told = new HashMap<>();
  private long listedAt;

  Follower(String prefix, Consumer<Change> listener) {
    this.prefix = prefix;
    this.listener = listener;
  }

  /** Tells the difference between this list and what was told before, by rising revision. */
  void list(Listing listing) {
    listedAt = listing.revision();
    Set<String> present =
        listing.entries().stream().map(Entry::key).collect(Collectors.toUnmodifiableSet());
    List<String> gone = told.keySet().stream().filter(key -> !present.contains(key)).toList();
    listing.entries().stream()
        .sorted(Comparator.comparingLong(Entry::revision))
        .forEach(entry -> tellPresent(entry.key(), entry.value(), entry.revision()));
    // When each key went is not known, only that it was gone at the list's revision.
    gone.forEach(key -> tellGone(key, listing.revision()));
  }

  /** Tells a single change, unless the last list already contained it. */
  void change(Change change) {
    if (change.revision() <= listedAt || !change.key().startsWith(prefix)) {
      return;
    }
    change
        .value()
        .ifPresentOrElse(
            value -> tellPresent(change.key(), value, change.revision()),
            () -> tellGone(change.key(), change.revision()));
  }

  private void tellPresent(String key, byte[] value, long revision) {
    Long before = told.put(key, revision);
    if (before == null || before < revision) {
      tell(new Change(key, Optional.of(value), revision));
    }
  }

  private void tellGone(String key, long revision) {
    if (told.remove(key) != null) {
      tell(new Change(key, Optional.empty(), revision));
    }
  }

  private void tell(Change change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      // The listener's fault must not end the watch: later changes still have to arrive.
      LOG.log(Level.ERROR, "a listener failed on the change of '" + change.key() + "'", e);
    }
  }
}
