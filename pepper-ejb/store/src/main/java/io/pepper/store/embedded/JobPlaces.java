package io.pepper.store.embedded;

import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The search for jobs by their ids, which no list is sorted by. */
final class JobPlaces {
  private JobPlaces() {}

  /** Returns the places of the jobs with these ids, in the order of the list. */
  static <K> List<K> of(MVMap<K, byte[]> map, Set<JobId> ids) {
    List<K> found = new ArrayList<>();
    Cursor<K, byte[]> places = map.cursor(null);
    while (places.hasNext() && found.size() < ids.size()) {
      K place = places.next();
      if (ids.contains(idOf(places.getValue()))) {
        found.add(place);
      }
    }
    return found;
  }

  private static JobId idOf(byte[] entry) {
    return JobJson.idOf(entry).orElseGet(() -> JobJson.read(entry).id());
  }
}
