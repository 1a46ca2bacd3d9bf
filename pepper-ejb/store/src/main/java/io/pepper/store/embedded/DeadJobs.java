package io.pepper.store.embedded;

import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;

/** The dead jobs of one topic, by place. Used by the one thread of the store. */
final class DeadJobs {
  private final MVMap<Long, byte[]> map;

  DeadJobs(MVMap<Long, byte[]> map) {
    this.map = map;
  }

  MVMap<Long, byte[]> map() {
    return map;
  }

  void add(long place, byte[] job) {
    map.put(place, job);
  }

  long count() {
    return map.sizeAsLong();
  }

  /**
   * Removes the oldest jobs and hands them over as replayed ones.
   *
   * @param limit at most this many
   * @return how many
   */
  int replay(int limit, Consumer<byte[]> ready) {
    int replayed = 0;
    Long oldest = map.firstKey();
    while (oldest != null && replayed < limit) {
      replay(oldest, ready);
      replayed++;
      oldest = map.firstKey();
    }
    return replayed;
  }

  /**
   * Removes the jobs with these ids and hands them over as replayed ones, oldest first.
   *
   * @return how many were dead
   */
  int replay(Set<JobId> ids, Consumer<byte[]> ready) {
    List<Long> found = JobPlaces.of(map, ids);
    found.forEach(place -> replay(place, ready));
    return found.size();
  }

  private void replay(Long place, Consumer<byte[]> ready) {
    ready.accept(JobJson.write(JobJson.read(map.remove(place)).replayed()));
  }

  /** Deletes the oldest jobs; returns how many. */
  long purge(long limit) {
    long count = Math.min(limit, map.sizeAsLong());
    if (count == map.sizeAsLong()) {
      map.clear();
      return count;
    }
    for (long purged = 0; purged < count; purged++) {
      map.remove(map.firstKey());
    }
    return count;
  }

  /** Deletes the jobs with these ids; returns how many there were. */
  int delete(Set<JobId> ids) {
    List<Long> found = JobPlaces.of(map, ids);
    found.forEach(map::remove);
    return found.size();
  }
}
