package io.pepper.store.embedded;

import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
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
    List<Long> found = new ArrayList<>();
    Cursor<Long, byte[]> places = map.cursor(null);
    while (places.hasNext() && found.size() < ids.size()) {
      long place = places.next();
      if (ids.contains(JobJson.read(places.getValue()).id())) {
        found.add(place);
      }
    }
    found.forEach(place -> replay(place, ready));
    return found.size();
  }

  private void replay(Long place, Consumer<byte[]> ready) {
    ready.accept(JobJson.write(JobJson.read(map.remove(place)).replayed()));
  }

  /** Deletes all jobs; returns how many. */
  long purge() {
    long count = map.sizeAsLong();
    map.clear();
    return count;
  }
}
