package io.pepper.cron.alarm;

import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.definition.Alarms.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The alert state of a job, the same for all nodes. Immutable.
 *
 * @param raised the events that raised an alert and still hold: never {@code RECOVERED}
 * @param alarmed whether any alert was raised since the job last recovered
 * @param pending the notifications that have not arrived on all channels, oldest first; at most
 *     {@value #MAX_PENDING}
 */
record AlertState(Set<Event> raised, boolean alarmed, List<PendingNotification> pending) {
  static final AlertState NORMAL = new AlertState(Set.of(), false, List.of());
  static final int MAX_PENDING = 10;

  AlertState {
    EnumSet<Event> copy = EnumSet.noneOf(Event.class);
    copy.addAll(raised);
    raised = Collections.unmodifiableSet(copy);
    pending = List.copyOf(pending);
  }

  boolean isNormal() {
    return equals(NORMAL);
  }

  /**
   * Returns whether an event may change this state. A bad event always may: this state may be
   * outdated, and no alert must be missed for that.
   */
  boolean mayChangeBy(AlertEvent what) {
    return switch (what) {
      case STARTED_ON_TIME -> raised.stream().anyMatch(AlertState::isOfStarts);
      case SUCCEEDED -> raised.contains(Event.FAILED) || alarmed && raised.isEmpty();
      case FAILED, STARTED_LATE, SKIPPED, NOT_STARTED -> true;
    };
  }

  /**
   * Returns the state after an event.
   *
   * @param on the events that raise alerts; any other raised event is dropped
   * @param telling makes the notification; called at most once, empty for none
   */
  AlertState after(
      AlertEvent what, Set<Event> on, Function<Event, Optional<PendingNotification>> telling) {
    Set<Event> next = EnumSet.noneOf(Event.class);
    next.addAll(raised);
    next.retainAll(on);
    if (what.bad().isPresent()) {
      return raise(what.bad().get(), next, on, telling);
    }
    next.removeIf(what == AlertEvent.SUCCEEDED ? Event.FAILED::equals : AlertState::isOfStarts);
    boolean over = alarmed && next.isEmpty() && what == AlertEvent.SUCCEEDED;
    return new AlertState(
        next,
        alarmed && !over,
        over && on.contains(Event.RECOVERED) ? with(telling.apply(Event.RECOVERED)) : pending);
  }

  private static boolean isOfStarts(Event event) {
    return event == Event.LATE || event == Event.SKIPPED || event == Event.NOT_STARTED;
  }

  private AlertState raise(
      Event event,
      Set<Event> next,
      Set<Event> on,
      Function<Event, Optional<PendingNotification>> telling) {
    return on.contains(event) && next.add(event)
        ? new AlertState(next, true, with(telling.apply(event)))
        : new AlertState(next, alarmed, pending);
  }

  private List<PendingNotification> with(Optional<PendingNotification> more) {
    List<PendingNotification> all = new ArrayList<>(pending);
    more.filter(notification -> all.size() < MAX_PENDING).ifPresent(all::add);
    return all;
  }

  /** Returns the state after a notification was delivered, or given up, on a channel. */
  AlertState delivered(String notice, ChannelType channel) {
    return withPending(
        pending.stream()
            .map(each -> each.notification().id().equals(notice) ? each.without(channel) : each)
            .filter(each -> !each.channels().isEmpty())
            .toList());
  }

  /**
   * Returns the state after a node has taken over a notification; unchanged if a third one already
   * has.
   */
  AlertState takenOver(String notice, String from, String node) {
    return withPending(
        pending.stream()
            .map(each ->
                each.notification().id().equals(notice) && each.node().equals(from)
                    ? each.withNode(node)
                    : each)
            .toList());
  }

  /** Returns the same state; of its notifications only what finds them, and who delivers them. */
  AlertState withoutTexts() {
    return withPending(pending.stream().map(PendingNotification::withoutText).toList());
  }

  private AlertState withPending(List<PendingNotification> next) {
    return new AlertState(raised, alarmed, next);
  }

  Optional<PendingNotification> pending(String notice) {
    return pending.stream().filter(each -> each.notification().id().equals(notice)).findFirst();
  }
}
