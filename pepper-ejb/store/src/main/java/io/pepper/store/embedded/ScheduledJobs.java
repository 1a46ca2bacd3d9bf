package io.pepper.store.embedded;

import io.pepper.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;

/** The scheduled jobs of one topic, by due time. Used by the one thread of the store. */
final class ScheduledJobs {
  private final MVMap<ScheduledKey, byte[]> map;

  ScheduledJobs(MVMap<ScheduledKey, byte[]> map) {
    this.map = map;
  }

  MVMap<ScheduledKey, byte[]> map() {
    return map;
  }

  /**
   * Adds a job after all of the same time: after a restart the sequence may be smaller than theirs.
   *
   * @param sequence the number given last
   * @return the number that the job got
   */
  long add(byte[] job, Instant due, long sequence) {
    long millis = due.toEpochMilli();
    long before = sequence;
    ScheduledKey last = map.floorKey(new ScheduledKey(millis, Long.MAX_VALUE));
    if (last != null && last.millis() == millis) {
      before = Math.max(before, last.sequence());
    }
    map.put(new ScheduledKey(millis, before + 1), job);
    return before + 1;
  }

  /** Removes the first job that is due; returns null if none is. */
  byte[] removeDue(Instant now) {
    ScheduledKey first = map.firstKey();
    return first != null && first.millis() <= now.toEpochMilli() ? map.remove(first) : null;
  }

  /** Deletes the jobs with these ids; returns how many there were. */
  int delete(Set<JobId> ids) {
    List<ScheduledKey> found = JobPlaces.of(map, ids);
    found.forEach(map::remove);
    return found.size();
  }

  Optional<Instant> nextDue() {
    return Optional.ofNullable(map.firstKey()).map(due -> Instant.ofEpochMilli(due.millis()));
  }

  /** Returns the number in the last key; 0 if there is none. */
  long lastSequence() {
    ScheduledKey last = map.lastKey();
    return last == null ? 0 : last.sequence();
  }

  long count() {
    return map.sizeAsLong();
  }
}
