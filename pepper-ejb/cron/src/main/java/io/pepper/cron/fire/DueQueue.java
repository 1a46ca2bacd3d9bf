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
 * The slots of this node in the order in which they are to be evaluated next, with one entry for
 * each slot. Safe for any number of threads.
 */
final class DueQueue {
  private record DueSlot(Instant at, Slot slot) {}

  private final PriorityQueue<DueSlot> entries =
      new PriorityQueue<>((one, other) -> one.at.compareTo(other.at));
  private final Map<Slot, DueSlot> current = new HashMap<>();

  /**
   * Enters the slot anew, whatever was there.
   *
   * @return whether it is the earliest now
   */
  synchronized boolean put(Slot slot, Instant at) {
    DueSlot entry = new DueSlot(at, slot);
    DueSlot before = current.put(slot, entry);
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

  /** Removes and returns the slots that are due. */
  synchronized List<Slot> pollDue(Instant now) {
    List<Slot> due = new ArrayList<>();
    while (!entries.isEmpty() && !entries.peek().at.isAfter(now)) {
      DueSlot entry = entries.remove();
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
    return Optional.ofNullable(entries.peek()).map(DueSlot::at);
  }

  /** Returns the number of entries in memory, those included that were replaced. */
  synchronized int held() {
    return entries.size();
  }

  synchronized int size() {
    return current.size();
  }

  /** Drops replaced entries, which stay in the queue until they are due or too many. */
  private void dropOutdated() {
    if (entries.size() > 2 * current.size() + 1000) {
      entries.clear();
      entries.addAll(current.values());
    }
  }
}
