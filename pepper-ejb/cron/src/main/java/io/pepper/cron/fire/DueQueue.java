package io.pepper.cron.fire;

import io.pepper.cron.cluster.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * When which slot is to be looked at next. One entry a slot, as large as there are slots. Safe for
 * any number of threads.
 */
final class DueQueue {
  private record Entry(Instant at, Slot slot) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>((one, other) -> one.at.compareTo(other.at));
  private final Map<Slot, Entry> current = new HashMap<>();

  /**
   * Enters the slot anew, whatever was there.
   *
   * @return whether it is the earliest now
   */
  synchronized boolean put(Slot slot, Instant at) {
    Entry entry = new Entry(at, slot);
    Entry before = current.put(slot, entry);
    if (before != null && before.at.equals(at)) {
      current.put(slot, before);
      return false;
    }
    entries.add(entry);
    dropOutdated();
    return entries.peek() == entry;
  }

  synchronized void remove(Slot slot) {
    current.remove(slot);
  }

  /** Takes out what is due. */
  synchronized List<Slot> due(Instant now) {
    List<Slot> due = new ArrayList<>();
    while (!entries.isEmpty() && !entries.peek().at.isAfter(now)) {
      Entry entry = entries.remove();
      if (current.remove(entry.slot, entry)) {
        due.add(entry.slot);
      }
    }
    return due;
  }

  synchronized Optional<Instant> earliest() {
    while (!entries.isEmpty() && current.get(entries.peek().slot) != entries.peek()) {
      entries.remove();
    }
    return Optional.ofNullable(entries.peek()).map(Entry::at);
  }

  /** Entries held, those included that were replaced. */
  synchronized int held() {
    return entries.size();
  }

  synchronized int size() {
    return current.size();
  }

  /** Entries that were replaced stay in the queue until they are due or too many. */
  private void dropOutdated() {
    if (entries.size() > 2 * current.size() + 1000) {
      entries.clear();
      entries.addAll(current.values());
    }
  }
}
