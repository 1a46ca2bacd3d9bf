package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobJson;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The job of one topic that has waited longest. When it was accepted is asked for every second, and
 * a job may be long: it is read once for that. Used by the one thread of the store.
 */
final class OldestReady {
  private final MVMap<Long, byte[]> ready;
  private final Set<Long> running;
  private long place = -1;
  private Instant acceptedAt;

  /**
   * @param ready by place, running jobs included; no two jobs ever have the same place
   * @param running the places of running jobs, as they are at any time
   */
  OldestReady(MVMap<Long, byte[]> ready, Set<Long> running) {
    this.ready = ready;
    this.running = running;
  }

  /**
   * @param head a place before which no job is ready
   */
  Optional<Job> job(long head) {
    return find(head).map(found -> JobJson.read(found.getValue()));
  }

  Optional<Instant> acceptedAt(long head) {
    return find(head)
        .map(found -> {
          if (found.getKey() != place) {
            acceptedAt = JobJson.read(found.getValue()).id().acceptedAt();
            place = found.getKey();
          }
          return acceptedAt;
        });
  }

  private Optional<Cursor<Long, byte[]>> find(long head) {
    Cursor<Long, byte[]> places = ready.cursor(head);
    while (places.hasNext()) {
      if (!running.contains(places.next())) {
        return Optional.of(places);
      }
    }
    return Optional.empty();
  }
}
